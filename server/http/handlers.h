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
Handler show_results;  ///< with `part=1` or `X-Firstline-Part: results` only what scripts replace
Handler show_article;  ///< 301 for old names, 410 for retired ones, else show_not_found
Handler show_help;
Handler show_not_found;  ///< 404, or 301 where `rest` is an old name of an article

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

// api_handlers.cpp: what programs read.
Handler api_search;
Handler api_suggest;
Handler api_article;
Handler api_opensearch_suggest;
Handler api_description;

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

}  // namespace firstline
