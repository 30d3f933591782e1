// Every kind of page that a reader can come to, by the sample knowledge base.
export const kindsOfPage = {
  home: "/",
  results: "/search?q=printer",
  "results narrowed": "/search?q=printer&product=FindMe%20printing",
  "results one is not sure of": "/search?q=weather%20lunch%20parking%20printer",
  "no results": "/search?q=qqxxzzvv",
  "search without a question": "/search",
  "browsing a product": "/search?q=&product=Outlook",
  "article with contents and a table": "/a/email-and-calendar/bounce-messages",
  "article with a command": "/a/meetings/headset-silent-after-sleep",
  "not found": "/a/printers/a-page-that-was-never-there",
  "signing in": "/sign-in?to=/account",
  help: "/help?q=printer%20wont%20print",
  "help from an article": "/help?from=printers/printer-does-not-print",
  "ticket not found": "/ticket/none",
};

// And what somebody who signed in comes to.
export const kindsSignedIn = {
  account: "/account",
  "results for an agent": "/search?q=shared%20drive%20runbook",
  "article for agents": "/a/shared-drives/runbook-file-server-down",
};
