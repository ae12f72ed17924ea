package report_test

import (
	"regexp"
	"testing"

	"latchkey/app/report"
)

var (
	pseudonym = `[a-z]+-[a-z2-7]{6}`
	version   = `v?[0-9]{1,6}(\.[0-9]{1,6}){0,4}(-[a-z0-9.]{1,18}){0,3}(\+[0-9a-f]{7,12})?|dev|test|(TLS|HTTP|SSL)[ /]?[0-9](\.[0-9])?`
	apps      = `(sketchup|rhino|SketchUp|Rhino)[ @]*([0-9]{1,4}[0-9., ]*)?`
	codes     = `(signed_in|home|state|authority|reset|network\.proxy|other|[0-9-]{1,11})`
	hosts     = `id\.example\.com|localhost|127\.[0-9.]+|[0-9a-f:.]+`
	scope     = codes + `|app:(` + pseudonym + `|sketchup|rhino)?(@(other|` + version + `)?)?`
)

func whole(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(` + pattern + `)?$`) }

// Whatever a text is, and whatever field it is put into: what comes out is of the
// field's own alphabet, and a pseudonym where the text is not known.
func FuzzAnyTextInAnyField(f *testing.F) {
	for _, text := range []string{
		"mila.vos@example.com", "/home/mila/x", "eyJhbGciOiJub25lIn0.e30.", "SketchUp 2024", "sketchup@2021", "reset,app:acme@2024,home", "id.example.com:443",
		"https://u:p@id.example.com/path?code=1", "1.2.3-rc.1+abcdef0", "9223372036854775808", "2026-11-23T08:00:00Z", "\x00\xff\u202e", "a,b,,c", "app:", "TLS 1.3",
	} {
		f.Add(text)
	}
	list := `(` + codes + `)?(,(` + codes + `)?)*`
	values := map[string]*regexp.Regexp{
		"number": whole(`other|-?[0-9]{1,19}`), "seconds": whole(`other|-?[0-9]{1,19}`), "moment": whole(`other|[0-9TZ:-]{20}`),
		"code": whole(list), "version": whole(`other|` + version), "app": whole(pseudonym + `|` + apps),
		"host": whole(pseudonym + `|` + hosts), "address": whole(pseudonym + `|` + hosts), "person": whole(pseudonym), "path": whole(codes),
		"name": whole(pseudonym), "another": whole(`other`),
	}
	subject := whole(`(` + scope + `)?(,(` + scope + `)?)*`)
	others := []*regexp.Regexp{
		whole(codes), whole(pseudonym + "|demo"), subject, whole(pseudonym), whole(`other|` + version), whole(pseudonym + `|(sketchup|rhino)`),
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := maker()
		for kind, alphabet := range values {
			got := m.Value(kind, text).String()
			if !alphabet.MatchString(got) {
				t.Errorf("%q as %s: %q", text, kind, got)
			}
		}
		for i, got := range []string{
			m.Code(text).String(), m.Provider(text).String(), m.Subject(text).String(), m.Organization(text, text).String(),
			report.VersionOf(text).String(), m.AppOf(text).String(),
		} {
			if !others[i].MatchString(got) {
				t.Errorf("%q: %q is none of %s", text, got, others[i])
			}
		}
	})
}
