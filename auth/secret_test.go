package auth_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"latchkey/auth"
)

const canary = "CANARY-4f1c0d2e9b8a7c6d5e4f3a2b1c0d9e8f"

func TestASecretNeverPrintsItself(t *testing.T) {
	t.Parallel()
	type hidden struct{ secret auth.Secret }
	type open struct{ Secret auth.Secret }
	s := auth.NewSecret(canary)
	tokens := auth.Tokens{Access: s, Refresh: s, ID: s}
	values := []any{
		s, &s, tokens, &tokens,
		hidden{s},
		&hidden{s},
		open{s},
		[]auth.Secret{s},
		map[string]auth.Secret{"k": s},
		auth.Grant{Tokens: tokens},
		auth.Provider{ClientSecret: s},
		fmt.Errorf("wrapped: %w %v", errors.New("x"), s), reflect.ValueOf(tokens),
	}
	var out bytes.Buffer
	for _, value := range values {
		for _, verb := range strings.Split("v +v #v s q x X d o b c e g t T U p 10v -20s .3s 6.2f", " ") {
			fmt.Fprintf(&out, "%"+verb+"\n", value)
		}
		fmt.Fprintln(&out, value)
		data, _ := json.Marshal(value)
		out.Write(data)
		data, _ = xml.Marshal(value)
		out.Write(data)
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "k", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "k", value)
	}
	assertClean(t, out.String())
	if got := fmt.Sprint(s); got != "[redacted]" {
		t.Errorf("prints %q", got)
	}
	if data, _ := json.Marshal(open{s}); string(data) != `{"Secret":"[redacted]"}` {
		t.Errorf("marshals to %s", data)
	}
}

// assertClean looks for the canary as it is, in hexadecimal and in capitals.
func assertClean(t *testing.T, text string) {
	t.Helper()
	for _, form := range []string{canary, fmt.Sprintf("%x", canary), fmt.Sprintf("%X", canary), canary[:12]} {
		if at := strings.Index(text, form); at >= 0 {
			t.Fatalf("the secret shows in %q", text[max(0, at-60):min(len(text), at+20)])
		}
	}
}

func TestSecretsCompareByContent(t *testing.T) {
	t.Parallel()
	if !auth.NewSecret("a").Equal(auth.NewSecret("a")) || auth.NewSecret("a").Equal(auth.NewSecret("b")) || auth.NewSecret("a").Equal(auth.Secret{}) {
		t.Error("Equal is wrong")
	}
	if !auth.NewSecret("").IsZero() || !(auth.Secret{}).IsZero() || auth.NewSecret("a").IsZero() || (auth.Secret{}).Reveal() != "" {
		t.Error("zero is wrong")
	}
}
