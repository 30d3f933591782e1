#include "server/search/thesaurus.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "indexer/text/language.h"

namespace firstline {

namespace {

/// What troubled people and those who write instructions call the same things, one group a line.
/// Verbs and nouns of any support desk, none of a product. English alone so far.
constexpr std::string_view kEnglish = R"(delete, remove, erase, discard
change, edit, modify, update, alter
rename, change name
create, make, add, new
add, insert, include
cancel, stop, end, terminate, unsubscribe
disable, turn off, deactivate, switch off
enable, turn on, activate, switch on
start, launch, open, run, boot
restart, reboot, reset
stop, quit, exit, close
install, set up, deploy
uninstall, remove
connect, link, join, attach
disconnect, unlink, detach, unplug
error, failure, fault, problem, exception
fail, unable, cannot, cant, doesnt work
crash, hang, freeze, stuck, unresponsive, not responding
slow, performance, lag, delay, sluggish, timeout
missing, lost, disappeared, gone, vanished, not showing, not appearing
show, display, appear, visible, view, see
hide, hidden, invisible
find, locate, search, look
get, obtain, receive, retrieve
send, deliver, transmit
receive, arrive, incoming
buy, purchase, order
pay, payment, charge, bill, billing
invoice, bill, receipt
refund, money back, reimburse, reimbursement
price, cost, fee, rate
discount, coupon, promo, voucher
subscription, plan, membership
upgrade, update, migrate, migration, newer version
downgrade, older version, revert, roll back
restore, recover, recovery, undelete, undo
backup, back up, save, copy, export
copy, duplicate, clone
move, transfer, migrate, relocate
switch, change, transfer
import, upload, load
download, export, fetch
log in, login, sign in, signin, log on, logon, authenticate
log out, logout, sign out, signout, log off
sign up, register, create account
password, passcode, pin, credentials
username, user name, user id, login name
email, mail, message, e-mail
mailbox, inbox
picture, image, photo
video, movie, clip
website, site, web site, webpage, web page
url, link, web address, address
domain, website address, hostname
template, theme, design, layout
phone, telephone, mobile, cell
contact, customer, client
user, member, person, account
employee, staff, worker
monitor, screen, display
computer, pc, laptop, machine, desktop
keyboard, keys
print, printer, printing
file, document
folder, directory
menu, navigation
button, icon
font, typeface
size, dimension, resize
blank, empty, white, black
wrong, incorrect, invalid, bad
duplicate, twice, double, repeated
permission, access, rights, privilege, authorized, authorization
denied, refused, rejected, blocked, forbidden
block, ban, restrict, prevent
allow, permit, grant
share, shared, sharing
schedule, appointment, booking, reservation
calendar, meeting, event
notification, alert, reminder
setting, settings, option, preference, configuration
configure, set up, setup, customize
supported, compatible, compatibility, requirement, prerequisite
version, release, level
patch, fix, hotfix, update
vulnerability, security, cve
certificate, ssl, https, secure
encrypt, encryption, secure
verify, confirm, validate, check
accept, approve
decline, reject, refuse
expire, expired, expiry, expiration
renew, renewal, extend
license, licence, key, activation
shipping, delivery, shipment, ship
store, shop
product, item, goods
checkout, cart, basket
tax, vat
country, region, location
language, translate, translation, translated
owner, ownership
transfer, send
top up, add money
cash, money, funds
withdraw, withdrawal, atm
card, debit, credit
balance, amount
exchange, currency, convert
identity, verify, identification
stolen, lost, compromised
fraud, scam, phishing, suspicious
spam, junk, unwanted
virus, malware
sound, audio, volume, speaker, microphone
camera, webcam, video
network, internet, connection, wifi, wi-fi
server, host
database, db
memory, heap, ram
thread, process, job, task
log, trace, logging
limit, maximum, quota, threshold
full, out of space, storage, disk space
space, storage
large, big, huge
small, tiny
fast, quick
old, legacy, previous, earlier
late, delayed, pending, waiting
pending, processing, in progress
automatic, automatically, auto
manual, manually
column, field
table, list
sort, order
filter, narrow
report, statistics, analytics
date, time
question, ask, inquire, inquiry
explain, describe, details
guide, instructions, how to, steps
feature, functionality, function, capability
work, function, operate
replace, swap, substitute
combine, merge, join
separate, split
text, words, writing
color, colour
background, wallpaper
header, top
footer, bottom
guest, visitor, anonymous
sell, selling
photo, picture
attach, attachment
sync, synchronize, synchronization, syncing
corrupt, damaged, broken, corrupted
prevent, avoid
)";

Thesaurus::Phrase stems_of(std::string_view text, Language& language) {
    Thesaurus::Phrase stems;
    for (const auto& token : tokens_of(text, false))
        stems.push_back(language.stem(token.word));
    return stems;
}

std::vector<std::string> parts(std::string_view text, char separator) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        all.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

std::vector<std::vector<std::string>> groups_for(const std::string& language) {
    std::vector<std::vector<std::string>> groups;
    if (language_tag(language) == "en")
        for (const auto& line : parts(kEnglish, '\n'))
            groups.push_back(parts(line, ','));
    return groups;
}

}  // namespace

Thesaurus::Thesaurus(const std::vector<std::vector<std::string>>& groups,
                     const std::string& language_name) {
    Language language(language_name);
    for (const auto& said : groups) {
        Group group;
        for (const auto& phrase : said)
            if (auto stems = stems_of(phrase, language); !stems.empty())
                group.push_back(std::move(stems));
        for (std::size_t i = 0; i < group.size(); ++i)
            places_[group[i].front()].push_back({groups_.size(), i});
        groups_.push_back(std::move(group));
    }
}

const std::vector<Thesaurus::Place>& Thesaurus::beginning_with(const std::string& stem) const {
    static const std::vector<Place> kNone;
    const auto found = places_.find(stem);
    return found == places_.end() ? kNone : found->second;
}

const Thesaurus& thesaurus_of(const std::string& language) {
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<const Thesaurus>> known;
    const std::lock_guard lock(mutex);
    auto& thesaurus = known[language];
    if (!thesaurus)
        thesaurus = std::make_unique<const Thesaurus>(groups_for(language), language);
    return *thesaurus;
}

}  // namespace firstline
