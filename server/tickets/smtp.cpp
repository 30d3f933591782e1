#include "server/tickets/ticket_systems.h"

namespace firstline {

Delivery deliver_by_mail(const Handoff& handoff, const HandoffRun& run) {
    Mail mail{.to = run.settings.desk_mail,
              .reply_to = handoff.ticket.email,
              .subject = mail_subject(handoff),
              .text = mail_text(handoff, run.plan),
              .key = handoff.key,
              .at = handoff.at,
              .attachments = handoff.attachments};
    if (const auto first = ticket_key(handoff.ticket.reference); first != handoff.key)
        mail.answers_key = first;
    return send_mail(mail, run.settings.smtp, run.stopping);
}

}  // namespace firstline
