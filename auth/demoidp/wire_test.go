package demoidp_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

type answer struct {
	status int
	header http.Header
	body   string
	fields map[string]any
}

func (a answer) text(name string) string {
	value, _ := a.fields[name].(string)
	return value
}

func (p *party) do(method, address string, form url.Values, header ...string) answer {
	p.t.Helper()
	got, err := p.try(p.t.Context(), method, address, form, header...)
	if err != nil {
		p.t.Fatalf("%s: %v", method, err)
	}
	return got
}

func (p *party) try(ctx context.Context, method, address string, form url.Values, header ...string) (answer, error) {
	if strings.HasPrefix(address, "/") {
		address = p.server.Issuer() + address
	}
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			request.Host = header[i+1]
		}
	}
	response, err := p.http.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	got := answer{status: response.StatusCode, header: response.Header, body: string(body)}
	_ = json.Unmarshal(body, &got.fields)
	return got, err
}

// claims reads a JWT without checking it.
func claims(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("not a JWT: %d parts", len(parts))
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(payload, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func wantStatus(t *testing.T, got answer, status int, code string) {
	t.Helper()
	if got.status != status || got.text("error") != code {
		t.Errorf("got %d %q, want %d %q; body %.200s", got.status, got.text("error"), status, code, got.body)
	}
}
