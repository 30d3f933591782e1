#include "server/pages/board_tabs.h"

namespace firstline {

void add_board_tabs(PageData& data, const char* here) {
    data.text("week_url", "/writer").text("all_url", "/writer?view=all");
    for (const char* const tab : {"week", "all", "gaps_here", "failing_here", "trends_here"})
        data.flag(tab, false);
    data.flag(here, true);
}

}  // namespace firstline
