#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/pages/ticket_view.h"
#include "server/pages/views.h"

namespace firstline {

struct InsightView;
struct PageKind;
class PageData;

/// Structs -> HTML, by the mustache templates of a folder. Reads all templates when made; safe from
/// several threads afterwards.
class Pages {
public:
    /// Throws std::runtime_error naming the template that is missing or broken.
    explicit Pages(const std::filesystem::path& templates);
    ~Pages();
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    std::string home(const Frame& frame, const HomeView& view) const;
    std::string results(const Frame& frame, const ResultsView& view) const;
    /// The part of the results page that scripts replace as a person types: everything inside
    /// `<main>`, with no frame around it.
    std::string results_part(const Frame& frame, const ResultsView& view) const;
    std::string article(const Frame& frame, const ArticleView& view) const;
    /// "Did this solve it?" alone, for scripts that replace it.
    std::string solved_part(const Frame& frame, const ArticleView& view) const;
    std::string not_found(const Frame& frame, const NotFoundView& view) const;
    /// 410: this article was retired.
    std::string retired(const Frame& frame) const;
    /// "Get help from a person": telephone, hours, and the form to write to the desk.
    std::string help(const Frame& frame, const HelpView& view) const;
    std::string ticket_review(const Frame& frame, const ReviewView& view) const;
    std::string ticket(const Frame& frame, const TicketView& view) const;
    std::string incident(const Frame& frame, const IncidentView& view) const;
    std::string sign_in(const Frame& frame, const SignInView& view) const;
    /// Who one is, what one may read, and where one is signed in.
    std::string account(const Frame& frame, const AccountView& view) const;
    /// The honest numbers of the desk.
    std::string insight(const Frame& frame, const InsightView& view) const;
    std::string error(const Frame& frame, const ErrorView& view) const;

    using Fill = std::function<void(PageData& data)>;
    /// A page of the template of this name, one of those that are read at the start: `fill` adds
    /// what it says to what stands around it.
    std::string page(const char* name, const Frame& frame, const PageKind& kind,
                     const Fill& fill) const;
    /// Such a template alone, for scripts that replace a part of a page.
    std::string part(const char* name, const Fill& fill) const;

    /// Changes when a template or a static file does; part of every page's ETag.
    const std::string& version() const;

private:
    struct Templates;
    std::unique_ptr<Templates> templates_;
};

}  // namespace firstline
