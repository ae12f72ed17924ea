package core

import (
	"net/url"
	"slices"
	"strings"

	"latchkey/app/guide"
)

// letter is the text for those who look after mail: who asks, what arrives from
// whom, and what to do. Every list stands with its date and source, the newest
// first; network addresses are information only.
func (g *guidance) letter(shipped *guide.Guide) string {
	if g.profile.ID == "" { // the lists are about this one
		named := *g
		named.profile.Name = g.words.Text("guide.whose")
		g = &named
	}
	var text strings.Builder
	write := func(lines ...string) {
		for _, line := range lines {
			text.WriteString(line + "\n")
		}
	}
	write(g.text("guide.letter.subject"), "", g.text("guide.letter.hello"), "", g.text("guide.letter.what"), g.asks(), "")
	write(g.text("guide.letter.do"), "")
	if g.trimble() {
		for i, list := range shipped.Senders {
			write(g.senderLines(shipped, list, i == 0)...)
		}
		write(g.text("guide.letter.stage"), g.text("guide.letter.addresses"))
	} else {
		write(g.text("guide.letter.own"))
		for _, host := range g.ownHosts() {
			write("  - " + host)
		}
		write(g.text("guide.letter.ask"))
	}
	write("", g.text("guide.letter.why"))
	return text.String()
}

// asks says whose mail does not arrive.
func (g *guidance) asks() string {
	if account, err := g.d.account(); err == nil && account.Email != "" {
		return g.words.Text("guide.letter.who", "address", account.Email)
	}
	return g.text("guide.letter.who.blank")
}

func (g *guidance) senderLines(shipped *guide.Guide, list guide.SenderList, newest bool) []string {
	head := "guide.letter.list"
	switch {
	case list.Date == "":
		head = "guide.letter.list.undated"
	case newest:
		head = "guide.letter.list.newest"
	}
	source := shipped.Source(list.Source)
	lines := []string{g.words.Text(head, "date", g.date(list.Date), "source", source.Title)}
	if source.Address != "" {
		lines = append(lines, "  "+source.Address)
	}
	for _, sender := range list.Senders {
		line := "  - " + sender
		if slices.Contains(list.Stage, sender) {
			line += " " + g.text("guide.letter.stage.mark")
		}
		lines = append(lines, line)
	}
	if len(list.Addresses) > 0 {
		lines = append(lines, "  "+g.words.Text("guide.letter.list.addresses", "addresses", strings.Join(list.Addresses, ", ")))
	}
	return append(lines, "")
}

// ownHosts are the hosts of a provider whose senders nobody has listed.
func (g *guidance) ownHosts() []string {
	hosts := g.profile.identityHosts()
	if u, err := url.Parse(g.profile.Issuer); err == nil && u.Hostname() != "" && !slices.Contains(hosts, u.Hostname()) {
		hosts = append([]string{u.Hostname()}, hosts...)
	}
	return hosts
}
