package browsers

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// relation is how a row of a store stands to a host.
type relation int

const (
	unrelated relation = iota
	own                // the host's own cookie: id.example.com, or .id.example.com
	wider              // one of a wider domain, which the browser sends to other sites too: .example.com
)

// target is a host whose cookies are meant.
type target struct {
	name string // lower-case punycode, without dot at either end; an IPv6 address without brackets
	// What the host column holds, in lower case, for a cookie of its own and for one of a wider domain.
	own, wider []string
}

// newTarget reads a host as a person or a discovery document writes it, with or without port. False when it is no host, or one
// that no cookie can belong to alone: a public suffix.
func newTarget(host string) (target, bool) {
	host = strings.TrimSpace(host)
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if address, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		name := address.String()
		return target{name: name, own: []string{name, "[" + name + "]"}}, true
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil { // a name with an underscore, for one
		ascii = strings.TrimSuffix(host, ".")
	}
	t := target{name: strings.ToLower(ascii)}
	if !isName(t.name) || isManagedSuffix(t.name) {
		return target{}, false
	}
	for _, name := range bothForms(t.name) {
		t.own = append(t.own, name, "."+name)
	}
	for _, parent := range parentsOf(t.name) {
		for _, name := range bothForms(parent) {
			// Without the dot, the cookie belongs to that host alone and is never sent to this one.
			t.wider = append(t.wider, "."+name)
		}
	}
	return t, true
}

// isName: labels of letters, digits, dash and underscore, joined by dots.
func isName(name string) bool {
	for label := range strings.SplitSeq(name, ".") {
		foreign := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' }
		if label == "" || strings.ContainsFunc(label, foreign) {
			return false
		}
	}
	return true
}

// parentsOf lists the wider domains that may set cookies for a name, nearest first: up to the one that was registered. One that
// stands alone, such as localhost, has none.
func parentsOf(name string) []string {
	site, err := publicsuffix.EffectiveTLDPlusOne(name)
	if err != nil {
		return nil
	}
	var all []string
	for rest := name; rest != site; {
		_, rest, _ = strings.Cut(rest, ".")
		all = append(all, rest)
	}
	return all
}

// isManagedSuffix: the list of public suffixes names it. A single word that it does not name, such as a host of a company's own
// network, is none.
func isManagedSuffix(name string) bool {
	suffix, icann := publicsuffix.PublicSuffix(name)
	return suffix == name && (icann || strings.Contains(suffix, "."))
}

// relate tells how the host column of a row stands to the target.
func (t target) relate(column string) relation {
	column = lowerASCII(column)
	switch {
	case slices.Contains(t.own, column):
		return own
	case slices.Contains(t.wider, column):
		return wider
	}
	return unrelated
}

// lowerASCII folds as the statements do, and no further: other letters have cases that differ between programs.
func lowerASCII(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// bothForms: old browsers wrote the letters of other scripts as they are.
func bothForms(name string) []string {
	if shown, err := idna.ToUnicode(name); err == nil && shown != name {
		return []string{name, shown}
	}
	return []string{name}
}

// newTargets reads a list of hosts, without doubles; what is no host is left out.
func newTargets(hosts []string) []target {
	var all []target
	seen := map[string]bool{}
	for _, host := range hosts {
		if t, ok := newTarget(host); ok && !seen[t.name] {
			seen[t.name] = true
			all = append(all, t)
		}
	}
	return all
}

// relateAny is the closest relation of a row to any of the targets.
func relateAny(targets []target, column string) relation {
	found := unrelated
	for _, t := range targets {
		switch t.relate(column) {
		case own:
			return own
		case wider:
			found = wider
		case unrelated:
		}
	}
	return found
}
