package app

import (
	"net/url"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// lookup is what the person entered to find a provider that Latchkey does not know.
type lookup struct {
	address, client string
	host            string // the address as a host, once it was looked up
	busy            bool
}

func (l lookup) part(words assets.Words) lookupPart {
	if l.host == "" {
		return lookupPart{Busy: l.busy}
	}
	return lookupPart{
		Asking: true, Busy: l.busy, Head: words.Text("window.lookup.client", "host", l.host),
		ClientField: words.Text("window.lookup.client.field"),
	}
}

// lookUp goes one step on: a provider that is known is taken, else the client id
// is asked for, else the new provider is written down and tried.
func (w *Window) lookUp() {
	look := &w.home.lookup
	host := hostOf(look.address)
	if look.busy {
		return
	}
	if host == "" {
		w.focusOn("field:address")
		return
	}
	for _, provider := range w.snap.providers {
		if !provider.HelpOnly && sameSite(present.Host(provider.Issuer), host) {
			w.useProvider(provider.ID)
			return
		}
	}
	if look.host != host {
		look.host, look.client = host, ""
	}
	if strings.TrimSpace(look.client) == "" {
		w.render()
		w.focusOn("field:client")
		return
	}
	w.addProvider(host, strings.TrimSpace(look.client))
}

// addProvider keeps a new provider only when it answers as one.
func (w *Window) addProvider(host, client string) {
	w.home.lookup.busy, w.problem = true, nil
	w.render()
	input := core.ProviderInput{ID: idOf(host), Name: host, Issuer: "https://" + host, ClientID: client, Replace: true}
	w.deps.Background(func() {
		added, err := w.deps.Jobs.AddProvider(w.ctx, input)
		if err == nil {
			if _, err = w.deps.Jobs.TestProvider(w.ctx, added.ID); err != nil {
				_, _ = w.deps.Jobs.RemoveProvider(w.ctx, added.ID) // what counts is why it did not answer
			}
		}
		w.deps.OnUI(func() {
			w.home.lookup.busy = false
			if err != nil {
				w.problem = err
				w.render()
				return
			}
			w.useProvider(added.ID)
		})
	})
}

// hostOf is the host (and port) in "name@example.com", "id.example.com" or a
// whole address; "" when there is none.
func hostOf(entered string) string {
	entered = strings.ToLower(strings.TrimSpace(entered))
	if _, domain, isMail := strings.Cut(entered, "@"); isMail {
		entered = domain
	}
	if !strings.Contains(entered, "://") {
		entered = "https://" + entered
	}
	parsed, err := url.Parse(entered)
	if err != nil || strings.ContainsAny(parsed.Host, " \t") {
		return ""
	}
	return parsed.Host
}

// sameSite says whether a provider's host belongs to the host that was entered:
// the same, or below it (the domain of an e-mail address).
func sameSite(provider, entered string) bool {
	return provider == entered || strings.HasSuffix(provider, "."+entered)
}

// idOf makes a provider id of a host: lower-case letters, digits and hyphens.
func idOf(host string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, host), "-")
}
