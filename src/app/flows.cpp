#include "app/flows.hpp"

#include <algorithm>

namespace taxgate::app {
namespace {

constexpr int kMostTries = 5;  // of a move whose counters somebody else changed meanwhile

std::unexpected<FlowRefusal> refusal(Misuse misuse) {
  return std::unexpected(FlowRefusal{FlowRefusal::Kind::kMisuse, misuse, {}});
}
std::unexpected<FlowRefusal> refusal(FlowRefusal::Kind kind) {
  return std::unexpected(FlowRefusal{kind, {}, {}});
}
std::unexpected<FlowRefusal> refusal(Busy busy) {
  return std::unexpected(FlowRefusal{FlowRefusal::Kind::kBusy, {}, busy.retry_after});
}

}  // namespace

FlowService::FlowService(const Bureau& bureau, store::Store& store, const Vault& vault, HashPool& hashes,
                         const Clock& clock, CommonPasswords common, std::function<void()> message_queued)
    : bureau_(bureau),
      store_(store),
      clock_(clock),
      keeper_(bureau, vault),
      gatherer_(bureau, vault, hashes, std::move(common)),
      performer_(bureau, vault, hashes),
      message_queued_(std::move(message_queued)) {}

bool FlowService::session_holds(const Flow& flow) {
  if (!flow.session || !flow.known.person) return true;
  const auto open = store_.reader().sessions_of(*flow.known.person, clock_.now());
  return std::ranges::find(open, *flow.session, &store::SessionRow::id) != open.end();
}

FlowAnswer FlowService::answer(const std::string& id, Outcome outcome, const Facts& facts,
                               std::string session_token) const {
  StepView step = view(bureau_.profile, outcome.flow, facts);
  return {.id = id,
          .flow = std::move(outcome.flow),
          .step = std::move(step),
          .faults = std::move(outcome.faults),
          .locked = outcome.locked,
          .limited = outcome.limited,
          .session_token = std::move(session_token)};
}

FlowResult FlowService::begin(FlowKind kind, std::string way, bool native, std::string_view browser,
                              std::optional<FlowSession> session, const Visitor& visitor) {
  Beginning beginning{.bureau = bureau_.id,
                      .kind = kind,
                      .way = std::move(way),
                      .native = native,
                      .session = {},
                      .person = {},
                      .taxpayer = {},
                      .mandate = {}};
  Flow blank;
  if (session) {
    beginning.session = session->id;
    beginning.person = session->person;
    beginning.taxpayer = session->taxpayer;
    beginning.mandate = session->mandate;
    if (needs_session(kind)) {
      blank.known.person = session->person;
      blank.known.taxpayer = session->taxpayer;
    }
  }
  const auto gathered = gatherer_.gather(store_.reader(), blank, visitor, clock_.now());
  if (!gathered) return refusal(gathered.error());
  auto flow = taxgate::begin(bureau_.profile, beginning, gathered->facts);
  if (!flow) return refusal(flow.error());
  flow->version = FlowKeeper::kBegun;
  const std::string id = keeper_.begun(*flow, browser);
  Outcome outcome;
  outcome.flow = *std::move(flow);
  return answer(id, std::move(outcome), gathered->facts, {});
}

FlowResult FlowService::show(const std::string& id, std::string_view browser, const Visitor& visitor) {
  auto flow = keeper_.load(store_.reader(), id, browser);
  if (!flow) return refusal(FlowRefusal::Kind::kNotFound);
  if (!session_holds(*flow)) return refusal(Misuse::kNeedsSession);
  if (flow->state == FlowState::kOpen && clock_.now() >= flow->expires) return refusal(Misuse::kExpired);
  const auto gathered = gatherer_.gather(store_.reader(), *flow, visitor, clock_.now());
  if (!gathered) return refusal(gathered.error());
  Outcome outcome;
  outcome.flow = *std::move(flow);
  return answer(id, std::move(outcome), gathered->facts, {});
}

FlowResult FlowService::move(const std::string& id, std::string_view browser, const Input& input,
                             const Visitor& visitor) {
  Matches matches;
  for (int attempt = 1;; ++attempt) {
    try {
      return try_move(id, browser, input, visitor, matches);
    } catch (const store::Conflict&) {
      if (attempt == kMostTries) return refusal(FlowRefusal::Kind::kStale);
    }
  }
}

FlowResult FlowService::try_move(const std::string& id, std::string_view browser, const Input& input,
                                 const Visitor& visitor, Matches& matches) {
  auto flow = keeper_.load(store_.reader(), id, browser);
  if (!flow) return refusal(FlowRefusal::Kind::kNotFound);
  if (!session_holds(*flow)) return refusal(Misuse::kNeedsSession);
  const Time now = clock_.now();
  const auto wanted = needs(bureau_.profile, *flow, input, now);
  if (!wanted) return refusal(wanted.error());
  auto gathered = gatherer_.gather(store_.reader(), *flow, *wanted, visitor, now, matches);
  if (!gathered) return refusal(gathered.error());
  auto outcome = advance(bureau_.profile, *std::move(flow), input, gathered->facts);
  if (!outcome) return refusal(outcome.error());
  const auto prepared = performer_.prepare(outcome->effects);
  if (!prepared) return refusal(prepared.error());
  const store::FlowRow row = keeper_.row(id, outcome->flow, browser);
  Performed done;
  store_.commit([&](store::Transaction& transaction) {
    FlowKeeper::save(transaction, row);
    done = performer_.perform(transaction, *outcome, *gathered, *prepared, visitor);
  });
  if (done.message_queued && message_queued_) message_queued_();
  if (input.kind == Input::Kind::kBack) {
    // Less is known at the former step than what these facts were gathered for: the units to choose from,
    // say.
    gathered = gatherer_.gather(store_.reader(), outcome->flow, visitor, now);
    if (!gathered) return refusal(gathered.error());
  }
  gatherer_.renew_counters(store_.reader(), outcome->flow, visitor, gathered->facts);
  return answer(id, *std::move(outcome), gathered->facts,
                done.session_opened ? prepared->session_token : std::string{});
}

std::optional<Secret> FlowService::captcha(const std::string& id, std::string_view browser) {
  const auto flow = keeper_.load(store_.reader(), id, browser);
  if (!flow || flow->state != FlowState::kOpen || !flow->captcha || clock_.now() >= flow->captcha->expires) {
    return std::nullopt;
  }
  return flow->captcha->answer;
}

}  // namespace taxgate::app
