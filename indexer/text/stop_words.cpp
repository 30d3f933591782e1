#include "indexer/text/stop_words.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

struct List {
    std::string_view tag;
    std::string_view words;
};

// `no`, `not` and `off` are left out of every list: "does not print" is not "prints".
constexpr auto kStopWords = std::to_array<List>({
    {"en",
     "a about above after again all also am an and any are as at be because been before being "
     "below "
     "between both but by can cant could did didnt do does doesnt doing dont down during each few "
     "for from further get gets getting got had has have havent having he her here hers him his "
     "how "
     "i id if ill im in into is isnt it its ive just let lets me more most my of on once only or "
     "other our ours out over own same she should so some such than that thats the their them then "
     "there these they theyre this those through to too under until up us very was wasnt we were "
     "what whats when where which while who why will with would wont you youre your yours"},
    {"de",
     "aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den der "
     "des "
     "dich die dies diese dieser dir doch du ein eine einem einen einer eines er es euch für habe "
     "haben hat hatte ich ihm ihn ihr im in ins ist ja kann können man mein meine meinem meinen "
     "meiner mich mir mit nach noch nun nur ob oder ohne schon sehr sein seine sich sie sind so um "
     "und uns unser unter vom von vor war warum was weil welche wenn wer wie wir wird wo zu zum "
     "zur"},
    {"fr",
     "à au aux avec ce ces cet cette comme comment d dans de des du elle elles en es est et était "
     "être eu fait il ils j je l la le les leur lui m ma mais me mes moi mon n notre nous on ont "
     "ou "
     "où par pas plus pour pourquoi qu quand que quel quelle qui s sa se ses si son sont sur t ta "
     "te "
     "tes toi ton tu un une vos votre vous y"},
    {"es",
     "a al algo como cómo con cual cuando de del desde donde dónde e el ella ellas ellos en entre "
     "era es esa ese eso esta está este esto estoy fue ha han hay he la las le les lo los más me "
     "mi "
     "mis muy nos o para pero por porque que qué se ser si sin sobre son su sus también te tengo "
     "tiene tu tus un una unas uno unos y ya yo"},
});

constexpr auto kChatter = std::to_array<List>({
    {"en",
     "advance anybody anyone appreciate ask asking assist assistance dear difficulty fix happen "
     "happened happening happens hello help hey hi issue issues kindly know look looking need "
     "needed "
     "needs please pls problem problems question regards sorry support thank thanks tried tries "
     "try "
     "trying unable want wanted wants way wonder wondering"},
    {"de",
     "bitte danke frage funktioniert gruß guten hallo hilfe hilfreich problem probleme tag "
     "versuche versucht vielen"},
    {"fr",
     "aide aider besoin bonjour essaie essayé merci problème problèmes question salut svp veux "
     "voudrais"},
    {"es",
     "ayuda ayudar duda favor gracias hola intentar necesito por problema problemas pregunta "
     "quiero "
     "quisiera saludos"},
});

std::string_view find(const auto& lists, std::string_view tag) {
    const auto found =
        std::find_if(lists.begin(), lists.end(), [&](const List& list) { return list.tag == tag; });
    return found == lists.end() ? std::string_view{} : found->words;
}

}  // namespace

std::string_view stop_words_for(std::string_view tag) {
    return find(kStopWords, tag);
}

std::string_view chatter_for(std::string_view tag) {
    return find(kChatter, tag);
}

}  // namespace firstline
