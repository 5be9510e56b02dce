#include "connect/sms/sms.hpp"

namespace taxgate {

std::string_view name_of(SmsRefusal why) {
  switch (why) {
    case SmsRefusal::kBadPhone:
      return "bad_phone";
    case SmsRefusal::kBadText:
      return "bad_text";
    case SmsRefusal::kNotRoutable:
      return "not_routable";
    case SmsRefusal::kRejected:
      return "rejected";
    case SmsRefusal::kCredentials:
      return "credentials";
    case SmsRefusal::kWrongUrl:
      return "wrong_url";
  }
  return "unknown";
}

std::string_view name_of(SmsTrouble why) {
  switch (why) {
    case SmsTrouble::kUnreachable:
      return "unreachable";
    case SmsTrouble::kTimedOut:
      return "timed_out";
    case SmsTrouble::kBusy:
      return "busy";
    case SmsTrouble::kProtocol:
      return "protocol";
  }
  return "unknown";
}

}  // namespace taxgate
