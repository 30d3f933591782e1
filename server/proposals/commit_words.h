#pragma once

#include <string>
#include <vector>

#include "server/proposals/branch.h"
#include "server/proposals/text_diff.h"
#include "server/store/proposals.h"

namespace firstline {

/// Who proposed it, as git names people. The address is the account's name if that is one.
GitPerson author_of(const Proposal& proposal);

/// `Outlook asks for the password: name the second dialog`, and below it where it comes from.
std::string commit_message(const Proposal& proposal);

/// The change as a mail that `git am` takes.
std::string mail_of(const Proposal& proposal, const std::vector<ChangedFile>& files);

/// `0003-outlook-asks-for-the-password.patch`
std::string patch_name(std::size_t number, const Proposal& proposal);

}  // namespace firstline
