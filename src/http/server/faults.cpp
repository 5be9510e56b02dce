#include "http/server/faults.hpp"

#include <array>

namespace taxgate::http {
namespace {

struct Row {
  Fault fault;
  int status;
  std::string_view code;
  std::string_view zh_cn, zh_tw, en;
};

constexpr Row row(Fault fault, int status, std::string_view code, std::string_view zh_cn,
                  std::string_view zh_tw, std::string_view en) {
  return {.fault = fault, .status = status, .code = code, .zh_cn = zh_cn, .zh_tw = zh_tw, .en = en};
}

constexpr std::array kRows{
    row(Fault::kMalformed, 400, "malformed-request", "请求格式不正确", "請求格式不正確",
        "The request is malformed"),
    row(Fault::kNotFound, 404, "not-found", "没有这个地址", "沒有這個位址",
        "There is nothing at this address"),
    row(Fault::kMethodNotAllowed, 405, "method-not-allowed", "该地址不支持此方法", "該位址不支援此方法",
        "The method is not allowed here"),
    row(Fault::kTimeout, 408, "request-timeout", "请求未在规定时间内发送完", "請求未在規定時間內傳送完",
        "The request did not arrive in time"),
    row(Fault::kBodyTooLarge, 413, "body-too-large", "请求内容过大", "請求內容過大", "The body is too large"),
    row(Fault::kUnsupportedMedia, 415, "unsupported-media-type", "不支持的内容类型", "不支援的內容類型",
        "The media type is not supported"),
    row(Fault::kExpectation, 417, "expectation-failed", "无法满足 Expect 要求", "無法滿足 Expect 要求",
        "The expectation cannot be met"),
    row(Fault::kHeadersTooLarge, 431, "headers-too-large", "请求头过大", "請求標頭過大",
        "The headers are too large"),
    row(Fault::kInternal, 500, "internal-error", "系统出错，请稍后再试", "系統出錯，請稍後再試",
        "Something went wrong; please try again later"),
    row(Fault::kUnknownMethod, 501, "unknown-method", "未知的请求方法", "未知的請求方法",
        "The method is not known"),
    row(Fault::kUnsupportedCoding, 501, "unsupported-transfer-coding", "不支持的传输编码", "不支援的傳輸編碼",
        "The transfer coding is not supported"),
    row(Fault::kBusy, 503, "busy", "系统繁忙，请稍后再试", "系統繁忙，請稍後再試",
        "The system is busy; please try again later"),
    row(Fault::kVersion, 505, "http-version-not-supported", "不支持的 HTTP 版本", "不支援的 HTTP 版本",
        "The HTTP version is not supported"),
    row(Fault::kMalformedJson, 400, "malformed-json", "JSON 格式不正确", "JSON 格式不正確",
        "The JSON is malformed"),
    row(Fault::kMalformedForm, 400, "malformed-form", "表单格式不正确", "表單格式不正確",
        "The form is malformed"),
};

constexpr const Row& row_of(Fault fault) { return kRows[static_cast<std::size_t>(fault)]; }

constexpr bool in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].fault) != i) return false;
  }
  return true;
}
static_assert(in_order());

std::string_view title_of(const Row& row, Language language) {
  if (language == Language::kEn) return row.en;
  return language == Language::kZhTw ? row.zh_tw : row.zh_cn;
}

}  // namespace

Problem to_problem(Fault fault, Language language) {
  const Row& row = row_of(fault);
  return {.status = row.status, .code = std::string(row.code), .title = std::string(title_of(row, language))};
}

int status_of(Fault fault) { return row_of(fault).status; }

}  // namespace taxgate::http
