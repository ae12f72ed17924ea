package report

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"net"
	"net/url"
	"strings"
)

// KeySize is the length of the key of the pseudonyms, in bytes.
const KeySize = 32

// Known is all that a report may name as it is.
type Known struct {
	// Key makes the pseudonyms. It is of one computer and goes nowhere: with it
	// two bundles speak of the same "person-…", and without it nobody can try
	// addresses until one fits.
	Key       []byte
	Codes     []string          // Latchkey's own words
	Hosts     []string          // of the provider, without port
	Apps      map[string]string // of the embedded catalogue: id -> name
	Providers []string          // ids of the embedded providers
	// People leads from an e-mail, in lower case, to the id of the account, so that
	// both get one pseudonym.
	People map[string]string
	// Places are folders and what they are, the inner ones first.
	Places []Place
}

// Place is a folder and one of the codes.
type Place struct{ Folder, Code string }

// Maker lets values into a report. It is safe for several goroutines.
type Maker struct {
	known                   Known
	codes, hosts, providers map[string]bool
}

// NewMaker makes a maker for one report.
func NewMaker(known Known) *Maker {
	return &Maker{known: known, codes: setOf(known.Codes), hosts: setOf(known.Hosts), providers: setOf(known.Providers)}
}

func setOf(list []string) map[string]bool {
	set := map[string]bool{}
	for _, one := range list {
		if one = strings.ToLower(one); one != "" {
			set[one] = true
		}
	}
	return set
}

// Code lets one of Latchkey's own words in.
func (m *Maker) Code(text string) Code {
	if text == "" || m.codes[text] {
		return Code{text}
	}
	return Code{Other}
}

// pseudonym is short: sixty names collide with a chance of one in half a million.
func (m *Maker) pseudonym(kind, text string) Code {
	if text == "" {
		return Code{}
	}
	hash := hmac.New(sha256.New, m.known.Key)
	_, _ = hash.Write([]byte(kind + "\x00" + text))
	letters := base32.StdEncoding.EncodeToString(hash.Sum(nil))
	return Code{kind + "-" + strings.ToLower(letters[:6])}
}

// Person stands for an account: by its id, or by an e-mail.
func (m *Maker) Person(text string) Pseudonym {
	text = strings.ToLower(strings.TrimSpace(text))
	if id := m.known.People[text]; id != "" {
		text = id
	}
	return Pseudonym{m.pseudonym("person", text)}
}

// Organization stands for one, by its id or else its name.
func (m *Maker) Organization(id, name string) Pseudonym {
	if name != "" { // evidence names organizations by name alone
		id = name
	}
	return Pseudonym{m.pseudonym("organization", id)}
}

// Name stands for what somebody else has named, such as "authority" or "right".
func (m *Maker) Name(kind, text string) Pseudonym {
	if !m.codes[kind] {
		kind = "name"
	}
	return Pseudonym{m.pseudonym(kind, text)}
}

// Provider is the id of an embedded provider, or stands for one of the person's.
func (m *Maker) Provider(id string) Pseudonym {
	if m.providers[id] {
		return Pseudonym{Code{id}}
	}
	return Pseudonym{m.pseudonym("provider", id)}
}

// Host keeps the provider's hosts and this computer's own addresses; the port goes.
func (m *Maker) Host(text string) Host {
	host := strings.ToLower(strings.TrimSpace(text))
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	ip := net.ParseIP(host)
	if m.hosts[host] && isHostName(host) || host == "localhost" || ip != nil && ip.IsLoopback() {
		return Host{Code{host}}
	}
	return Host{m.pseudonym("host", host)}
}

// Address keeps the host of a web address, as Host does.
func (m *Maker) Address(text string) Host {
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" {
		return m.Host(text)
	}
	return m.Host(parsed.Host)
}

func isHostName(host string) bool {
	return len(host) <= 253 && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:") == ""
}

// Path says what kind of place a file or a folder is in.
func (m *Maker) Path(path string) Code {
	if path == "" {
		return Code{}
	}
	for _, place := range m.known.Places {
		inside := strings.TrimPrefix(path, place.Folder)
		if place.Folder != "" && (path == place.Folder || inside != path && strings.ContainsAny(inside[:1], `/\`)) {
			return m.Code(place.Code)
		}
	}
	return Code{Other}
}
