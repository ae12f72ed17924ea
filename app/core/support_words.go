package core

import (
	"runtime"
	"slices"
	"strings"

	"latchkey/app/doctor"
	"latchkey/assets"
)

// vocabulary are Latchkey's own words that may stand in a report: those of its
// tables, those that it ships words for, and the states and sources that its
// answers name. What is missing here is told as "other".
func (b *bundler) vocabulary() []string {
	codes := strings.Fields(ownCodes)
	codes = slices.Concat(codes, Events(), b.core.Checks(), RecheckSteps(), RightsSources(), assets.Languages())
	for _, kind := range slices.Concat(problems(), dataProblems(), doctorProblems()) {
		codes = append(codes, kind.code)
	}
	for _, row := range fixRows() {
		codes = append(codes, row.id)
	}
	for _, row := range settingRows() {
		codes = append(codes, row.key)
	}
	for _, link := range doctor.Chain() {
		codes = append(codes, string(link))
	}
	codes = append(codes, runtime.GOOS+"/"+runtime.GOARCH)
	return append(codes, b.shipped()...)
}

// shipped are the codes of this very report that there are words for, and the
// names that these words call their values by.
func (b *bundler) shipped() []string {
	var codes []string
	words := assets.In(assets.DefaultLanguage)
	if symptom := b.options.Symptom; words.Has("guide.symptom." + symptom + ".title") {
		codes = append(codes, symptom)
	}
	for _, check := range b.evidence {
		if text, shipped := evidenceWords(check.Code, words); shipped {
			codes = append(codes, check.Code)
			for name := range check.Values {
				if strings.Contains(text, "{"+name+"}") {
					codes = append(codes, name)
				}
			}
		}
		for _, value := range check.Values {
			if value.Kind == doctor.KindCode && words.Has("doctor.value."+value.Text) {
				codes = append(codes, value.Text)
			}
		}
	}
	return codes
}

// evidenceWords are the words of evidence, in both forms where they have a plural.
func evidenceWords(code string, words assets.Words) (text string, shipped bool) {
	key := "doctor.evidence." + code
	switch {
	case code == "":
		return "", false
	case words.Has(key + ".other"):
		return words.Text(key+".one") + words.Text(key+".other"), true
	}
	return words.Text(key), words.Has(key)
}

// ownCodes are the states, results, kinds and sources of the answers.
const ownCodes = `
	ok failed partly cancelled done skipped unchanged changed pass warn fail skip broken warned hidden nothing running
	signed_out signed_in expired sign_in_needed damaged storage_locked missing newer refused locked
	keyring sealed_file memory fresh stale offline none unknown
	default person machine embedded settings environment system pac no_proxy loopback
	device revocation end_session userinfo iss_parameter par dpop s256 serial auto required off guided direct
	issuer client_id scopes rights provider
	create_account forgot_password profile change_email devices status console support administrator members invite download licenses
	app right account session token storage network clock browser browsers apps all tokens
	file in_app web high medium low chromium firefox safari
	unknown_schema unreadable no_cookies
	chrome edge brave vivaldi opera chromium-snap chromium-flatpak firefox-snap firefox-flatpak firefox-esr librewolf waterfox
	confirmed unsupported unreachable not_asked renewal recheck prepare
	gained lost removed files ends fixed hidden_by version proxy ca_issuer organization policy home
	n number seconds moment code host address path name authority
	backups state cache config temporary
	linux windows darwin amd64 arm64 386 tcp4 tcp6 ipv4 ipv6 tls http https yes no true false`
