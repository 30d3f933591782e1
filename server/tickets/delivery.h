#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace firstline {

/// How one attempt to hand something over went.
struct Delivery {
    enum class Outcome {
        delivered,
        later,   ///< it may work another time
        refused  ///< it never will, as it is: a person has to look
    };

    Outcome outcome = Outcome::delivered;
    std::string error;                           ///< why not, for the operator
    std::optional<std::chrono::seconds> wait{};  ///< how long the other side asks to be left alone
    std::string desk_reference{};                ///< the desk's own number, if it said one

    static Delivery later(std::string why) { return {Outcome::later, std::move(why)}; }
    static Delivery refused(std::string why) { return {Outcome::refused, std::move(why)}; }
};

}  // namespace firstline
