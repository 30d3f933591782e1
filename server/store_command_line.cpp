#include "server/store_command_line.h"

#include <chrono>
#include <iostream>
#include <memory>

#include "server/store_commands.h"

namespace firstline {

namespace {

std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void add_learn(CLI::App& app, Command& chosen) {
    auto* const learn = app.add_subcommand("learn", "remember which article answers a question");
    const auto file = std::make_shared<std::string>();
    const auto readers = std::make_shared<bool>(false);
    auto* const from =
        learn->add_option("--from", *file, "lines of question TAB article id [TAB source]")
            ->type_name("FILE");
    learn
        ->add_flag("--from-readers", *readers,
                   "what readers confirmed by \"Did this solve it?\", and what agents linked to "
                   "tickets; done each night, too")
        ->excludes(from);
    learn->require_option(1);
    learn->callback([&chosen, file, readers] {
        chosen = [file, readers](const ServerConfig& config) {
            return *readers ? learn_from_readers(config, now(), std::cout)
                            : learn_from(config, *file, now(), std::cout, std::cerr);
        };
    });
}

void add_learned(CLI::App& app, Command& chosen) {
    auto* const learned = app.add_subcommand("learned", "list, correct or remove what was learned");
    const auto request = std::make_shared<LearnedRequest>();
    const auto format = std::make_shared<std::string>("text");
    learned->add_option("--article", request->article, "of this article only")->type_name("ID");
    learned->add_option("--remove", request->remove, "forget the question of this number")
        ->type_name("N");
    learned
        ->add_option("--contradict", request->contradict,
                     "note that the article did not answer the question of this number")
        ->type_name("N");
    learned->add_option("--format", *format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    learned->callback([&chosen, request, format] {
        request->as_json = *format == "json";
        chosen = [request](const ServerConfig& config) {
            return show_learned(config, *request, std::cout, std::cerr);
        };
    });
}

void add_backup(CLI::App& app, Command& chosen) {
    auto* const backup = app.add_subcommand("backup", "copy the store, also while it is used");
    const auto file = std::make_shared<std::string>();
    backup->add_option("FILE", *file, "the copy")->required();
    backup->callback([&chosen, file] {
        chosen = [file](const ServerConfig& config) { return back_up(config, *file, std::cout); };
    });
}

}  // namespace

void add_store_commands(CLI::App& app, Command& chosen) {
    add_learn(app, chosen);
    add_learned(app, chosen);
    add_backup(app, chosen);
}

}  // namespace firstline
