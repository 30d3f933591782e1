#include "server/listen/bots.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("people's browsers are no robots") {
    for (const char* agent : {
             "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
             "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
             "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
             "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
             "like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
             "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile "
             "Safari/537.36",
             "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 8) Chrome/126.0.0.0 Mobile",
             "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
             "HeadlessChrome/126.0.0.0 Safari/537.36",
             "Lynx/2.8.9rel.1 libwww-FM/2.14",
             "w3m/0.5.3",
             "Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15",
         }) {
        CAPTURE(agent);
        CHECK_FALSE(is_bot(agent));
    }
}

TEST_CASE("crawlers, monitors and programs are robots, and so is who says nothing") {
    for (const char* agent : {
             "",
             "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
             "Mozilla/5.0 (compatible; bingbot/2.0)",
             "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2)",
             "Mozilla/5.0 (Linux; Android 9; CUBOT_X19; compatible; Googlebot/2.1)",
             "Mozilla/5.0 (compatible; Baiduspider/2.0)",
             "Mozilla/5.0 (compatible; Yahoo! Slurp)",
             "Slackbot-LinkExpanding 1.0",
             "facebookexternalhit/1.1",
             "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
             "WhatsApp/2.23.20.0",
             "curl/8.5.0",
             "Wget/1.21.4",
             "python-requests/2.31.0",
             "Java/17.0.9",
             "Go-http-client/2.0",
             "okhttp/4.12.0",
             "axios/1.6.8",
             "node-fetch/1.0",
             "PostmanRuntime/7.39.0",
             "Ruby",
             "libwww-perl/6.72",
             "ApacheBench/2.3",
             "kube-probe/1.29",
             "Prometheus/2.51.0",
             "Blackbox Exporter/0.24.0",
             "check_http/v2.3.3 (monitoring-plugins 2.3.3)",
             "Zabbix 6.4",
             "Uptime-Kuma/1.23.11",
             "Pingdom.com_bot_version_1.4",
         }) {
        CAPTURE(agent);
        CHECK(is_bot(agent));
    }
}
