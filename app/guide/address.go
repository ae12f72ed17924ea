package guide

import (
	"strings"
	"unicode"
)

// Addresses is what the spelling of e-mail addresses is compared with.
type Addresses struct {
	Domains []string          `toml:"domains"` // that many people have
	Slips   map[string]string `toml:"slips"`   // ending as typed -> as meant
	Alike   map[string]string `toml:"alike"`   // a letter of another alphabet -> the one that it looks like
}

// AddressFinding is one thing about the spelling of an address.
type AddressFinding struct {
	// Code: empty, spaces, capitals, alike, comma, at, dots, dot, slip. Words:
	// guide.address.CODE.
	Code       string
	Found      string // what was found, such as the letter or the domain
	Suggestion string // the whole address as it may be meant; empty: nobody can tell
	Harmless   bool   // it makes no difference, such as capitals
}

// CheckAddress looks at how an e-mail address is spelled, and at nothing else: it
// asks nobody whether the address exists, because that would tell strangers who
// has an account. No findings: the spelling is in order.
func (g *Guide) CheckAddress(text string) []AddressFinding {
	c := &addressCheck{known: g.Addresses, address: text}
	if strings.TrimSpace(text) == "" {
		return []AddressFinding{{Code: "empty"}}
	}
	c.spaces()
	c.letters()
	if c.address != strings.ToLower(c.address) {
		c.address = strings.ToLower(c.address)
		c.add("capitals", "", true)
	}
	if strings.Contains(c.address, ",") {
		c.address = strings.ReplaceAll(c.address, ",", ".")
		c.add("comma", ",", false)
	}
	if strings.Count(c.address, "@") != 1 || strings.HasPrefix(c.address, "@") || strings.HasSuffix(c.address, "@") {
		c.found = append(c.found, AddressFinding{Code: "at"})
		return c.found
	}
	c.dots()
	c.domain()
	return c.found
}

// addressCheck mends an address step by step; each finding shows how far.
type addressCheck struct {
	known   Addresses
	address string
	found   []AddressFinding
}

func (c *addressCheck) add(code, what string, harmless bool) {
	c.found = append(c.found, AddressFinding{Code: code, Found: what, Suggestion: c.address, Harmless: harmless})
}

// spaces also finds what looks like nothing at all, as pasted text has it.
func (c *addressCheck) spaces() {
	without := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, c.address)
	if without != c.address {
		c.address = without
		c.add("spaces", "", false)
	}
}

// letters finds those of other alphabets that look like ours.
func (c *addressCheck) letters() {
	var mended, found strings.Builder
	for _, r := range c.address {
		like, known := c.known.Alike[string(r)]
		if !known && r >= 0xFF01 && r <= 0xFF5E { // full-width forms of ASCII
			like, known = string(r-0xFEE0), true
		}
		if !known {
			mended.WriteRune(r)
			continue
		}
		mended.WriteString(like)
		found.WriteRune(r)
	}
	if found.Len() > 0 {
		c.address = mended.String()
		c.add("alike", found.String(), false)
	}
}

// dots finds doubled ones, and those at an end of a part.
func (c *addressCheck) dots() {
	mended := c.address
	for strings.Contains(mended, "..") {
		mended = strings.ReplaceAll(mended, "..", ".")
	}
	name, domain, _ := strings.Cut(mended, "@")
	if name, domain = strings.Trim(name, "."), strings.Trim(domain, "."); name == "" || domain == "" {
		return
	}
	if mended = name + "@" + domain; mended != c.address {
		c.address = mended
		c.add("dots", "", false)
	}
}

// domain compares what stands after the @ with domains that many people have.
func (c *addressCheck) domain() {
	name, domain, _ := strings.Cut(c.address, "@")
	meant := c.meant(domain)
	switch {
	case meant != "":
		c.address = name + "@" + meant
		code := "slip"
		if !strings.Contains(domain, ".") {
			code = "dot"
		}
		c.add(code, domain, false)
	case !strings.Contains(domain, "."):
		c.found = append(c.found, AddressFinding{Code: "dot", Found: domain})
	}
}

// meant is the domain that may be meant; empty: this one will do. A domain that
// differs by one letter from a common one may well be somebody's own, so only the
// long ones count.
func (c *addressCheck) meant(domain string) string {
	for _, known := range c.known.Domains {
		if domain == known {
			return ""
		}
	}
	for _, known := range c.known.Domains {
		squeezed := strings.ReplaceAll(known, ".", "") == domain
		if squeezed || len(known) >= 8 && distance([]rune(domain), []rune(known)) == 1 {
			return known
		}
	}
	for ending, right := range c.known.Slips {
		if rest, found := strings.CutSuffix(domain, ending); found && (rest != "" || !strings.HasPrefix(ending, ".")) {
			return rest + right
		}
	}
	return ""
}
