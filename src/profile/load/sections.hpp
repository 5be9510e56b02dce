#pragma once
// The sections of a profile, each read by one small file. Each adds its part to the profile and its faults to
// the section.
#include "profile/load/section.hpp"

namespace taxgate::load {

/// What the bureau is called, where its day begins, what it takes: the options before the first table.
void read_bureau(Section& root, Profile& profile);
void read_password(Section& root, Profile& profile);
void read_lockout(Section& root, Profile& profile);
void read_sms(Section& root, Profile& profile);
void read_session(Section& root, Profile& profile);
void read_theme(Section& root, Profile& profile);
void read_consents(Section& root, Profile& profile);
void read_functions(Section& root, Profile& profile);
/// [personnel]: whom enterprises may add, when an end is reminded of.
void read_personnel(Section& root, Profile& profile);
/// [office]: what wants a second person.
void read_office(Section& root, Profile& profile);
/// [social_insurance]; after the functions.
void read_social_insurance(Section& root, Profile& profile);
/// After the functions.
void read_roles(Section& root, Profile& profile);
/// After the consents and what is unavailable.
void read_ways(Section& root, Profile& profile);
/// Whether the ways keep what the other tables promise; after all of them.
void check_promises(Section& root, const Profile& profile);
/// [texts]: every code must be one that the engine says.
void read_texts(Section& root, Catalogue& texts);
/// `may_name` of the common texts: values that a text of a profile may name beside those of its common text.
void read_may_name(Section& root);

/// Puts the section's three-language option, if it is there, under `code`.
void put_text(Section& section, std::string_view key, Wanted wanted, std::string code, Catalogue& texts);

}  // namespace taxgate::load
