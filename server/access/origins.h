#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// Sites of others that may ask this server from their pages, as browsers name them in `Origin`.
class Origins {
public:
    /// Of `https://desk.example.com, http://localhost:*`; empty for an empty text. `*` alone is
    /// every site. For this machine (localhost, 127.0.0.1, [::1]) the port may be `*`. Nothing if a
    /// part is no origin: it has a path, an account, or no scheme of the web.
    static std::optional<Origins> parse(std::string_view list);

    /// False for an empty text.
    bool contains(std::string_view origin) const;
    bool everybody() const { return everybody_; }
    /// Those that are named whole, in lower case and without their scheme's own port.
    const std::vector<std::string>& exact() const { return exact_; }
    bool empty() const { return !everybody_ && exact_.empty() && any_port_.empty(); }

private:
    bool add(std::string_view text);

    bool everybody_ = false;
    std::vector<std::string> exact_;     ///< lower case, without the scheme's own port
    std::vector<std::string> any_port_;  ///< `http://localhost:`
};

}  // namespace firstline
