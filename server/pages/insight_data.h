#pragma once

#include "server/pages/insight_view.h"
#include "server/pages/page_data.h"

namespace firstline {

PageData insight_data(const InsightView& view, PageData data);

}  // namespace firstline
