#pragma once
// Everything that a serving process holds, put together once.
#include <csignal>

#include "app/associations.hpp"
#include "app/demo/generate.hpp"
#include "app/engagements.hpp"
#include "app/flows.hpp"
#include "app/message_queue.hpp"
#include "app/permissions.hpp"
#include "app/personnel.hpp"
#include "app/personnel_batch.hpp"
#include "app/reminders.hpp"
#include "commands/installation.hpp"
#include "connect/sms/demo_outbox.hpp"
#include "connect/sms/kannel_gateway.hpp"
#include "connect/sms/sender.hpp"
#include "connect/sms/sender_workers.hpp"
#include "http/api/api.hpp"
#include "http/api/ops.hpp"
#include "http/server/server.hpp"

namespace taxgate::commands {

struct ServeOptions {
  InstallationPlace place;
  std::filesystem::path profile;
  std::filesystem::path pages;
  http::ServerOptions server;
  std::vector<std::string> metrics_from{"127.0.0.0/8", "::1"};  // addresses or blocks
  bool secure_cookies = true;
  bool demo = false;
  demo::GenerateOptions demo_people;
  KannelConfig sms;
  std::string sms_password_file;
};

/// Members stand in the order in which they need each other; they go in the opposite one.
class Service {
 public:
  explicit Service(ServeOptions options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  void start();
  void stop();
  std::uint16_t port() const { return server_.port(); }
  std::vector<http::DemoPerson> demo_people() const { return demo_.people(); }
  const app::Bureau& bureau() const { return bureau_; }

 private:
  std::unique_ptr<SmsGateway> make_gateway();
  http::Router make_router();
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
  app::BatchService batch_;
  app::PermissionService permissions_;
  app::EngagementService engagements_;
  app::ReminderService reminders_;
  CaptchaPainter painter_;
  Speaker speaker_;
  std::vector<demo::DemoPerson> invented_;
  http::Demo demo_;
  http::Api api_;
  http::Ops ops_;
  http::Server server_;
  std::jthread sweeper_;
};

}  // namespace taxgate::commands
