#pragma once

#include "server/pages/page_data.h"
#include "server/pages/views.h"

namespace firstline {

PageData sign_in_data(const SignInView& view, PageData data);
PageData account_data(const Frame& frame, const AccountView& view, PageData data);

}  // namespace firstline
