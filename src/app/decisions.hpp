#pragma once
// What downstream systems ask: may this person do this for that taxpayer, who may, for whom may they. The
// rules are the domain's (domain/authority.hpp); here the few rows that a question needs are read, all of one
// commit.
#include <functional>
#include <variant>

#include "app/bureau.hpp"
#include "app/vault.hpp"
#include "base/clock.hpp"
#include "domain/authority.hpp"
#include "domain/replay.hpp"
#include "store/store.hpp"

namespace taxgate::app {

/// A person as a downstream system names them: by id (a token's `sub`) or by an identity document.
using SubjectName = std::variant<PersonId, Document>;

/// To act for the taxpayer at all, whatever for: the action beside the nodes of the function tree.
inline constexpr std::string_view kActAtAll = "act";

/// The function that the action asks for; empty: to act at all.
std::string function_of(const std::string& action);

struct AccessQuestion {
  std::optional<SubjectName> subject;  // none: nobody of a kind that is known here
  std::string action;                  // a node of the function tree, or kActAtAll
  std::string taxpayer;                // USCC or taxpayer number; empty: nothing of a kind that is known here
};

struct AccessAnswer {
  Authority authority;  // its reason may be "subject-unknown", "resource-unknown" or "action-unknown"
  PersonId person;      // none: unknown
};

/// What a client may narrow a search to, and where the next page goes on.
struct PageRequest {
  std::string token;  // of the page before; empty: the first
  int limit = 50;
};

template <class Item>
struct Page {
  std::vector<Item> items;  // may be fewer than asked for, even where there are more
  std::string next;         // the token of the next page; empty: this was the last
  Phrase because;           // why nothing is found, where the question names somebody unknown
};

/// The token is none of this search's.
struct BadPageToken {};
template <class Item>
using PageResult = std::expected<Page<Item>, BadPageToken>;

struct Explanation {
  Authority authority;
  PersonId person;
  std::vector<store::AuditRow> history;  // up to that instant, oldest first: all that it is rebuilt from
  bool recorded = true;                  // false: the log does not say what held; the decision is then no
};

class DecisionService {
 public:
  DecisionService(const Bureau& bureau, store::Store& store, const Vault& vault, const Clock& clock)
      : bureau_(bureau), store_(store), vault_(vault), clock_(clock) {}

  AccessAnswer evaluate(const AccessQuestion& question);
  /// In order, all of one commit, until `enough` says so of an answer (which is the last then).
  std::vector<AccessAnswer> evaluate(const std::vector<AccessQuestion>& questions,
                                     const std::function<bool(const AccessAnswer&)>& enough);

  /// Who may do it for the taxpayer: each person once.
  PageResult<PersonId> subjects(const AccessQuestion& question, const PageRequest& page);
  /// For whom the person may do it: each taxpayer once.
  PageResult<Taxpayer> resources(const AccessQuestion& question, const PageRequest& page);
  /// What the person may do for the taxpayer, in the order of the function tree; kActAtAll first.
  PageResult<std::string> actions(const AccessQuestion& question, const PageRequest& page);

  /// Rebuilt from the audit log alone: could they at that instant, and what says so? Roles and the function
  /// tree are those of today's profile.
  Explanation explain(const AccessQuestion& question, Time at);

 private:
  struct Sides {
    PersonId person;
    TaxpayerId taxpayer;
  };
  /// The two that the question names; else the answer to what names nobody.
  std::expected<Sides, AccessAnswer> resolve(store::Reader& reader, const AccessQuestion& question) const;
  bool knows(const std::string& action) const;
  std::optional<PersonId> find(store::Reader& reader, const std::optional<SubjectName>& subject) const;
  std::optional<TaxpayerId> find(store::Reader& reader, const std::string& number) const;
  AccessAnswer evaluate(store::Reader& reader, const AccessQuestion& question) const;
  AuthoritySlice slice(store::Reader& reader, PersonId person, TaxpayerId taxpayer) const;
  Authority decide(store::Reader& reader, PersonId person, const std::string& action,
                   TaxpayerId taxpayer) const;
  std::vector<store::AuditRow> history(store::Reader& reader, PersonId person, TaxpayerId taxpayer,
                                       Time at) const;

  const Bureau& bureau_;
  store::Store& store_;
  const Vault& vault_;
  const Clock& clock_;
};

}  // namespace taxgate::app
