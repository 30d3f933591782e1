#pragma once

#include <string>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// Answers one request. `rest` is what the `{rest}` of the route's pattern stands for. Throws
/// BadRequest; whatever else it throws is an error of ours.
using Handler = Reply(const Site& site, const Request& request, const std::string& rest);

// page_handlers.cpp: what people read.
Handler show_home;
Handler show_results;    ///< with `part=1` or `X-Firstline-Part: results` only what scripts replace
Handler show_article;    ///< 301 for old names, 410 for retired ones, else show_not_found
Handler show_not_found;  ///< 404, or 301 where `rest` is an old name of an article

/// show_not_found's answer to an address that leads to nothing, or to nothing for who asks.
Reply nothing_here(const Site& site, const Request& request);

// account_handlers.cpp: signing in and out, and one's own account.
Handler show_sign_in;  ///< show_not_found while there is no account
Handler sign_in;
Handler sign_out;
Handler show_account;
Handler end_session;
Handler sign_out_everywhere;
Handler change_password;

/// What is there only for who signed in is asked for by somebody who has not: the page to sign in
/// on, or show_not_found's answer if nobody can.
Reply lead_to_sign_in(const Site& site, const Request& request);

// vote_handlers.cpp: "Did this solve it?"
Handler vote;          ///< 303 to the article with the vote's panel
Handler explain_vote;  ///< why not, which step, whether one would have asked the help desk

// draft_handlers.cpp: from the door to a draft.
Handler show_help;   ///< how to reach a person, and the form
Handler keep_draft;  ///< 303 to the review, or the form again with what has to be put right

// review_handlers.cpp: from a draft to a ticket.
Handler show_review;
Handler send_ticket;  ///< 303 to the ticket's page, also when it was sent before

// ticket_handlers.cpp: what becomes of it.
Handler show_ticket;  ///< for who knows its token
Handler say_really_solved;

// incident_handlers.cpp
Handler show_incident;
Handler join_incident;

// desk_handlers.cpp: what the desk's system and the monitoring tell, signed.
Handler take_desk_event;  ///< 200 {"result"}; 401, 400, 404
Handler take_alerts;

// agent_handlers.cpp: the right section into the reply.
Handler show_agent;
Handler match_for_agent;   ///< with `X-Firstline-Part` only chips and results
Handler show_agent_panel;  ///< may be framed by `panel_origins`, also for who is no agent
Handler match_in_panel;

// someone_handlers.cpp: a ticket of somebody who telephoned or came by.
Handler show_someone;
Handler open_for_someone;  ///< 303 to the page, which tells the reference

// stamp_handlers.cpp: "I have read it: it is right."
Handler stamp_review;  ///< 303 to the accepted proposal that carries the stamp

// stub_handlers.cpp: an article that is missing.
Handler show_stub;      ///< of a pasted ticket, with what is nearly the same first
Handler download_stub;  ///< as a Markdown file

// use_handlers.cpp: "Used, it was right".
Handler note_use;  ///< 303 to the article; with `X-Firstline-Part` 204

// flag_handlers.cpp, flag_list_handlers.cpp: what is wrong, told to who keeps it.
Handler show_flag_form;
Handler take_flag;  ///< 303 to the list, or the form again with what has to be put right
Handler show_flags;
Handler answer_flag;  ///< 303 to the list; 409 if somebody answered before

// mine_handlers.cpp: what one did, for oneself.
Handler show_mine;

// link_handlers.cpp
Handler api_record_link;  ///< 201 {"id", "shown_to_requester", ...}

// event_handlers.cpp
Handler note_events;  ///< what scripts tell of reading; 204

// api_handlers.cpp: what programs read.
Handler api_search;
Handler api_suggest;
Handler api_article;
Handler api_opensearch_suggest;
Handler api_description;

// match_handlers.cpp: articles for a pasted ticket, of which nothing is kept.
Handler api_match;

// suggestion_handlers.cpp: what is offered beside a form, ours or another site's.
Handler api_suggestions;
Handler api_suggestions_preflight;  ///< OPTIONS

// edit_handlers.cpp: a text in a form, to propose a change of it.
Handler show_editor;  ///< of the article that `rest` names; else a new one, or of a proposal
Handler take_edit;    ///< see edit_form.h; 303 to the proposal, or the form again

// preview_handlers.cpp
Handler api_preview;             ///< 200 {"html", "title", "problems"}; 404, 413, 503
Handler api_take_proposal_file;  ///< 201 {"path", "markdown", "url"}; 413, 415
Handler send_proposal_file;      ///< a picture, to who may see its proposal or knows its form

// proposal_handlers.cpp
Handler show_proposals;
Handler show_proposal;
Handler decide_proposal;  ///< 303 to its page, or the page with what hinders

// sample_handlers.cpp: whether links were right, of some of last week's.
Handler show_sample;
Handler judge_link;  ///< 303 to the sample

// board_handlers.cpp: what writers mend first.
Handler show_board;
Handler send_board_csv;
Handler send_board_feed;
Handler api_board;

// gap_handlers.cpp: what readers search for and do not find.
Handler show_gaps;
Handler dismiss_gap;  ///< 303 to the gaps

// trend_handlers.cpp: what the board counted, week by week.
Handler show_trends;

// known_handlers.cpp: all that is known of an article, and how two of them differ.
Handler show_known_article;
Handler compare_articles;

// alias_handlers.cpp: words that people use, among the aliases of what answers them.
Handler add_gap_alias;         ///< 303 to the gaps
Handler decide_learned_alias;  ///< adds what was learned, or forgets it; 303 to the proposals

// publish_handlers.cpp: a draft that readers miss.
Handler show_publish;  ///< who will read it then
Handler publish;       ///< 303 to the accepted proposal

// retire_handlers.cpp: an article that nobody needs any more.
Handler show_retire;  ///< what leads to it, and what may take its place
Handler retire;       ///< 303 to the accepted proposal, or the form again

// assign_handlers.cpp
Handler assign_articles;  ///< the page that tells what became of each

// failing_handlers.cpp: articles that do not help who read them.
Handler show_failing;

// insight_handlers.cpp: the honest numbers.
Handler show_insight;
Handler send_insight_csv;
Handler api_insight;

// file_handlers.cpp: what pages show.
Handler send_kb_file;
Handler send_asset;
Handler send_icon;

// site_handlers.cpp: what browsers, crawlers and operators ask of a site.
Handler describe_opensearch;
Handler list_sitemap;
Handler tell_robots;
Handler tell_health;
Handler tell_ready;
Handler tell_metrics;  ///< to clients on this machine and tokens that may administer

}  // namespace firstline
