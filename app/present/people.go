package present

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"latchkey/app/core"
)

// Initials are the two letters of an avatar: of the first and the last name, else of the address.
func Initials(name, email string) string {
	words := strings.Fields(name)
	switch {
	case len(words) == 0 && email == "":
		return ""
	case len(words) == 0:
		return upperFirst(email)
	case len(words) == 1:
		return upperFirst(words[0])
	}
	return upperFirst(words[0]) + upperFirst(words[len(words)-1])
}

func upperFirst(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return ""
	}
	return string(unicode.ToUpper(r))
}

// Host is the part of an address that a person recognizes.
func Host(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return address
	}
	return parsed.Host
}

// OneLine makes words that came from a server safe to show: one line, nothing
// that moves the cursor or turns the direction of writing.
func OneLine(text string) string {
	if plain(text) {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, text))
}

// plain says whether a text is made of printable ASCII, as most are.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// PersonName is what an account is called: the name, else the address, else the subject.
func PersonName(account core.AccountAnswer) string {
	for _, text := range []string{account.Name, account.Email, account.Subject} {
		if line := OneLine(text); line != "" {
			return line
		}
	}
	return account.ID
}

// ProviderName is what the provider of an account is called.
func ProviderName(account core.AccountAnswer) string {
	if name := OneLine(account.ProviderName); name != "" {
		return name
	}
	if account.Provider != "" {
		return account.Provider
	}
	return Host(account.Issuer)
}

// OrganizationName is the organization's name, else its id.
func OrganizationName(organization core.Organization) string {
	if name := OneLine(organization.Name); name != "" {
		return name
	}
	return OneLine(organization.ID)
}

// OrganizationNames names both organizations of a change so that they can be told
// apart: two of the same name with their ids.
func OrganizationNames(change core.OrganizationChange) (before, after string) {
	before, after = OrganizationName(change.Before), OrganizationName(change.After)
	if before == after {
		return withID(before, change.Before), withID(after, change.After)
	}
	return before, after
}

func withID(name string, organization core.Organization) string {
	if id := OneLine(organization.ID); id != "" && id != name {
		return name + " (" + id + ")"
	}
	return name
}

// MainAccount is the account that a face talks about first: the default, else the first.
func MainAccount(accounts []core.AccountAnswer) *core.AccountAnswer {
	for i := range accounts {
		if accounts[i].Default {
			return &accounts[i]
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	return &accounts[0]
}
