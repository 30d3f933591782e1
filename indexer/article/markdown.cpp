#include "indexer/article/markdown.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/article/markdown_writer.h"
#include "indexer/article/parse_cost.h"

namespace firstline {

namespace {

constexpr int kDeepest = 100;
constexpr rlim_t kChildSeconds = 1;
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

void limit_memory() {
    // Sanitizers reserve more than any limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    std::ifstream file("/proc/self/statm");
    rlim_t inherited_pages = 0;
    file >> inherited_pages;
    const rlim_t bytes =
        inherited_pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + kChildMemory;
    const rlimit memory{bytes, bytes};
    ::setrlimit(RLIMIT_AS, &memory);
    // The parser says on its way out that there was no memory; that is reported in our words.
    const Descriptor silent(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    ::dup2(silent.get(), STDERR_FILENO);
#endif
}

[[noreturn]] void run_child(std::string_view text, int out) {
    // What the program does when it is told to stop, or crashes, is not for this child to do.
    for (int number = 1; number < NSIG; ++number)
        std::signal(number, SIG_DFL);
    const rlimit time{kChildSeconds, kChildSeconds};
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CPU, &time);
    ::setrlimit(RLIMIT_CORE, &no_core);
    limit_memory();
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

std::string read_all(int fd) {
    std::string all;
    std::array<char, 65536> buffer{};
    for (;;) {
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
MarkdownHtml convert_in_child(std::string_view text) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {"", true};
    const Descriptor in(ends[0]);
    Descriptor out(ends[1]);
    pid_t child = -1;
    {
        // Held across the fork, so that the child finds the parser's tables at rest.
        const std::lock_guard lock(parser_mutex());
        child = ::fork();
        if (child == 0)
            run_child(text, out.get());
    }
    out.close();
    if (child < 0)
        return {"", true};
    MarkdownHtml result{read_all(in.get()), false};
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return {"", true};
    return result;
}

}  // namespace

MarkdownHtml markdown_to_html(std::string_view text) {
    return is_cheap_to_parse(text) ? convert_here(text) : convert_in_child(text);
}

}  // namespace firstline
