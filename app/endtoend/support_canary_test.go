//go:build linux

package endtoend

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"strings"
	"testing"
)

// lookIn counts the canaries that a text holds, however they are written.
func (c canaries) lookIn(t *testing.T, where string, content []byte) (found int) {
	t.Helper()
	low := bytes.ToLower(content)
	for what, canary := range c {
		for how, form := range forms(canary) {
			if bytes.Contains(low, []byte(strings.ToLower(form))) || strings.HasPrefix(how, "base64") && bytes.Contains(content, []byte(form)) {
				t.Errorf("%s holds %s (%s)", where, what, how)
				found++
				break
			}
		}
	}
	return found
}

// forms are the ways in which a text can hold another. Base64 of the middle of a
// longer text looks one of three ways, of which the letters at the ends depend on
// what is around it.
func forms(canary string) map[string]string {
	all := map[string]string{
		"as it is": canary, "hex": hex.EncodeToString([]byte(canary)), "backwards": backwards(canary),
		"in an address": url.QueryEscape(canary), "in a path": url.PathEscape(canary), "in HTML": html.EscapeString(canary),
	}
	if quoted, err := json.Marshal(canary); err == nil {
		all["in JSON"] = strings.Trim(string(quoted), `"`)
	}
	for name, encoding := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64 for addresses": base64.RawURLEncoding} {
		for shift, before := range []string{"", "x", "xx"} {
			encoded := encoding.EncodeToString([]byte(before + canary))
			inner := encoded[(shift*8+5)/6 : len(encoded)-1]
			if len(inner) >= 8 {
				all[name+" "+before] = inner
			}
		}
	}
	return all
}

func backwards(text string) string {
	letters := []rune(text)
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	return string(letters)
}

// What looks for canaries must see them.
func TestCanariesAreSeenHoweverTheyAreWritten(t *testing.T) {
	const canary = "canary.mail+1@lab.test"
	for _, before := range []string{"", "a", "ab", "abc"} {
		inside := before + canary + " and more"
		for name, text := range map[string]string{
			"as it is": inside, "loud": strings.ToUpper(inside), "base64": base64.StdEncoding.EncodeToString([]byte(inside)),
			"base64 for addresses": base64.RawURLEncoding.EncodeToString([]byte(inside)),
			"in an address":        url.QueryEscape(inside), "hex": hex.EncodeToString([]byte(inside)), "in HTML": html.EscapeString(inside),
		} {
			seen := false
			for _, form := range forms(canary) {
				seen = seen || strings.Contains(strings.ToLower(text), strings.ToLower(form)) || strings.Contains(text, form)
			}
			if !seen {
				t.Errorf("%s after %q is not seen in %s", name, before, text)
			}
		}
	}
}
