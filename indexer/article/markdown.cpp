#include "indexer/article/markdown.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/article/markdown_writer.h"
#include "indexer/article/parse_cost.h"

namespace firstline {

namespace {

constexpr int kDeepest = 100;
constexpr rlim_t kChildSeconds = 1;
/// For a child that hangs without working. Long, so that a busy machine changes no article.
constexpr std::chrono::seconds kPatience{20};
[[maybe_unused]] constexpr rlim_t kChildMemory = rlim_t{1} << 30U;

struct ParserFree {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct NodeFree {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct IterFree {
    void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};
using Tree = std::unique_ptr<cmark_node, NodeFree>;

/// cmark-gfm switches the characters of its extensions on and off in static tables during a parse,
/// so that two threads would take them from each other.
std::mutex& parser_mutex() {
    static std::mutex mutex;
    return mutex;
}

Tree parse(std::string_view text) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    const std::unique_ptr<cmark_parser, ParserFree> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
    for (const char* const name : {"table", "strikethrough", "autolink", "tasklist"})
        cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return Tree(cmark_parser_finish(parser.get()));
}

bool is_too_deep(cmark_node* root) {
    const std::unique_ptr<cmark_iter, IterFree> iter(cmark_iter_new(root));
    int depth = 0;
    while (cmark_iter_next(iter.get()) != CMARK_EVENT_DONE) {
        cmark_node* const node = cmark_iter_get_node(iter.get());
        if (cmark_node_first_child(node) == nullptr)
            continue;
        depth += cmark_iter_get_event_type(iter.get()) == CMARK_EVENT_ENTER ? 1 : -1;
        if (depth > kDeepest)
            return true;
    }
    return false;
}

MarkdownHtml finish(Tree tree, std::size_t limit) {
    if (is_too_deep(tree.get()))
        return {"", true};
    MarkdownHtml result{write_markdown(tree.get()), false};
    if (result.html.size() > limit)
        return {"", true};
    return result;
}

MarkdownHtml convert_here(std::string_view text) {
    Tree tree;
    {
        const std::lock_guard lock(parser_mutex());
        tree = parse(text);
    }
    return finish(std::move(tree), largest_html_of(text.size()));
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

/// How much memory a child may have: what it inherits, and the limit on top. 0: no limit, because
/// sanitizers reserve more than any.
rlim_t memory_limit() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0;
#else
    std::ifstream file("/proc/self/statm");
    rlim_t inherited_pages = 0;
    file >> inherited_pages;
    return inherited_pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + kChildMemory;
#endif
}

void limit(int resource, rlim_t most) {
    const rlimit limits{most, most};
    ::setrlimit(static_cast<__rlimit_resource>(resource), &limits);
}

/// Runs in a copy of a process whose other threads are gone, with whatever they held: only the
/// parser, which knows no locks, and the allocator, which the C library keeps usable, are touched.
[[noreturn]] void run_child(std::string_view text, int out, rlim_t memory) {
    // What the program does when it is told to stop, or crashes, is not for this child to do.
    for (int number = 1; number < NSIG; ++number)
        std::signal(number, SIG_DFL);
    limit(RLIMIT_CPU, kChildSeconds);
    limit(RLIMIT_CORE, 0);
    if (memory > 0) {
        limit(RLIMIT_AS, memory);
        // Out of memory the parser complains and aborts; its words are no use to anybody.
        ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
    }
    int status = 1;
    try {
        const auto result = finish(parse(text), largest_html_of(text.size()));
        std::string_view rest = result.html;
        status = result.too_complex ? 1 : 0;
        while (!rest.empty()) {
            const ssize_t written = ::write(out, rest.data(), rest.size());
            if (written < 0 && errno != EINTR)
                ::_exit(1);
            rest.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
    } catch (const std::exception&) {
        status = 1;
    }
    ::_exit(status);
}

/// What the child writes until it ends; nothing if it does not end within `patience`.
std::optional<std::string> read_all(int fd, std::chrono::seconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::string all;
    std::array<char, 65536> buffer{};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd waiting{fd, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) == 0)
            return std::nullopt;
        const ssize_t size = ::read(fd, buffer.data(), buffer.size());
        if (size == 0 || (size < 0 && errno != EINTR))
            return all;
        if (size > 0)
            all.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

/// Checks before the parse cannot tell a large honest table from a bomb: inline parsing is
/// quadratic in a dozen ways. Time and memory of another process can be bounded whatever the text
/// is.
///
/// Nothing if the child neither ended nor used up its time: the machine was too busy, or it got a
/// lock that another thread held, as it can from the allocator of a sanitizer. That says nothing of
/// the text.
std::optional<MarkdownHtml> try_in_child(std::string_view text) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return MarkdownHtml{"", true};
    const Descriptor in(ends[0]);
    Descriptor out(ends[1]);
    const rlim_t memory = memory_limit();
    pid_t child = -1;
    {
        // Held across the fork, so that the child finds the parser's tables at rest.
        const std::lock_guard lock(parser_mutex());
        child = ::fork();
        if (child == 0)
            run_child(text, out.get(), memory);
    }
    out.close();
    if (child < 0)
        return MarkdownHtml{"", true};
    auto html = read_all(in.get(), kPatience);
    if (!html)
        ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!html)
        return std::nullopt;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return MarkdownHtml{"", true};
    return MarkdownHtml{std::move(*html), false};
}

MarkdownHtml convert_in_child(std::string_view text) {
    constexpr int kAttempts = 3;
    for (int attempt = 0; attempt < kAttempts; ++attempt)
        if (auto converted = try_in_child(text))
            return std::move(*converted);
    return {"", true};
}

}  // namespace

MarkdownHtml markdown_to_html(std::string_view text) {
    return is_cheap_to_parse(text) ? convert_here(text) : convert_in_child(text);
}

}  // namespace firstline
