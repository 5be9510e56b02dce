#pragma once
// Everything that a serving process holds, put together once.
#include <csignal>

#include "app/associations.hpp"
#include "app/decisions.hpp"
#include "app/demo/generate.hpp"
#include "app/engagements.hpp"
#include "app/flows.hpp"
#include "app/message_queue.hpp"
#include "app/office/lookup.hpp"
#include "app/office/office.hpp"
#include "app/permissions.hpp"
#include "app/personal_passwords.hpp"
#include "app/personnel.hpp"
#include "app/personnel_batch.hpp"
#include "app/reminders.hpp"
#include "app/social_insurance.hpp"
#include "commands/installation.hpp"
#include "connect/sms/demo_outbox.hpp"
#include "connect/sms/kannel_gateway.hpp"
#include "connect/sms/sender.hpp"
#include "connect/sms/sender_workers.hpp"
#include "http/api/api.hpp"
#include "http/api/ops.hpp"
#include "http/openid/openid.hpp"
#include "http/server/server.hpp"
#include "http/server/static_site.hpp"
#include "oidc/logout_sender.hpp"

namespace taxgate::commands {

/// A bureau beside the usual one: what it is called by, and where it lies.
struct OtherBureau {
  std::string host;
  std::filesystem::path data;
  std::filesystem::path profile;
};

struct ServeOptions {
  InstallationPlace place;
  std::filesystem::path profile;
  std::vector<OtherBureau> others;
  std::filesystem::path pages;
  http::ServerOptions server;
  std::vector<std::string> metrics_from{"127.0.0.0/8", "::1"};  // addresses or blocks
  bool secure_cookies = true;
  bool demo = false;
  std::string host;    // what this bureau is called by
  std::string issuer;  // of OpenID Connect; {host}: a bureau's own; empty: none but in the demo
  demo::GenerateOptions demo_people;
  KannelConfig sms;
  std::string sms_password_file;
};

/// One bureau: its data, its profile, its people. Members stand in the order in which they need each other;
/// they go in the opposite one.
class Service {
 public:
  /// `server` may be made after this.
  Service(ServeOptions options, const http::Server& server);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// All routes of the bureau; they need it to live as long. `pages`: none, or the built ones.
  http::Router router(const std::shared_ptr<const http::StaticSite>& pages);
  /// Begins what runs beside the requests. `port`: of the server, for the demo's issuer.
  void start(std::uint16_t port);
  void stop();
  std::vector<http::DemoPerson> demo_people() const { return demo_.people(); }
  const app::Bureau& bureau() const { return bureau_; }

 private:
  std::unique_ptr<SmsGateway> make_gateway();
  std::vector<http::DemoPerson> find_demo_people();
  std::vector<http::DemoPerson::Enterprise> demo_enterprises(PersonId person);
  void sweep(const std::stop_token& stop);
  void remind();

  ServeOptions options_;
  Installation installation_;
  app::Bureau bureau_;
  HmacKey tokens_;
  HashPool hashes_;
  app::StoredMessageQueue messages_;
  app::HmacDeliverySeal delivery_seal_;
  DemoOutboxGateway outbox_;
  std::unique_ptr<SmsGateway> kannel_;
  Sender sender_;
  SenderWorkers workers_;
  app::FlowService flows_;
  app::SessionService sessions_;
  app::AssociationService associations_;
  app::PersonnelService personnel_;
  app::PersonalPasswords passwords_;
  app::BatchService batch_;
  app::PermissionService permissions_;
  app::EngagementService engagements_;
  app::SocialInsurance social_insurance_;
  app::OfficeService office_;
  app::OfficeLookup lookup_;
  app::DecisionService decisions_;
  app::ReminderService reminders_;
  CaptchaPainter painter_;
  Speaker speaker_;
  std::vector<demo::DemoPerson> invented_;
  http::Demo demo_;
  http::Api api_;
  oidc::ClientDirectory clients_;
  oidc::SigningKeys signing_keys_;
  oidc::Grants grants_;
  oidc::Handles handles_;
  oidc::Subjects subjects_;
  oidc::Sealed sealed_;
  oidc::Provider provider_;
  http::OpenId openid_;
  CurlFormPoster poster_{std::chrono::seconds{3}};
  oidc::LogoutSender logout_sender_;
  http::Ops ops_;
  std::jthread sweeper_;
};

/// The process: one server, and the bureaus that it serves by host name.
class ServingProcess {
 public:
  explicit ServingProcess(const ServeOptions& options);
  ServingProcess(const ServingProcess&) = delete;
  ServingProcess& operator=(const ServingProcess&) = delete;
  ~ServingProcess();

  void start();
  void stop();
  std::uint16_t port() const { return server_.port(); }
  /// The usual one first, then the others in the order of the options.
  const std::vector<std::unique_ptr<Service>>& bureaus() const { return bureaus_; }

 private:
  http::Sites sites(const ServeOptions& options) const;

  std::vector<std::unique_ptr<Service>> bureaus_;
  http::Server server_;
};

}  // namespace taxgate::commands
