package auth_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
)

func TestTokensSurviveTheVault(t *testing.T) {
	t.Parallel()
	full := auth.Tokens{
		Access: auth.NewSecret("a"), Refresh: auth.NewSecret("r"), ID: auth.NewSecret("i.j.k"), Type: "Bearer",
		ExpiresAt: time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC), Scope: "openid email",
	}
	for _, want := range []auth.Tokens{full, {Access: auth.NewSecret("a"), Type: "Bearer"}} {
		got, err := auth.DecodeTokens(want.Encode())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %v", err)
		}
	}
}

func TestDecodeTokensIsStrict(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"empty":          "",
		"not JSON":       "CANARY",
		"null":           "null",
		"a list":         "[]",
		"no version":     `{"access_token":"a","token_type":"Bearer"}`,
		"newer version":  `{"v":2,"access_token":"a","token_type":"Bearer"}`,
		"unknown member": `{"v":1,"access_token":"a","token_type":"Bearer","x":"CANARY"}`,
		"trailing bytes": `{"v":1,"access_token":"a","token_type":"Bearer"}{}`,
		"no access":      `{"v":1,"refresh_token":"CANARY","token_type":"Bearer"}`,
		"line feed":      `{"v":1,"access_token":"CANARY\n","token_type":"Bearer"}`,
		"wrong type":     `{"v":1,"access_token":["CANARY"],"token_type":"Bearer"}`,
		"bad time":       `{"v":1,"access_token":"a","token_type":"Bearer","expires_at":"CANARY"}`,
		"too large":      `{"v":1,"access_token":"a","token_type":"Bearer"}` + strings.Repeat(" ", 300<<10),
	} {
		_, err := auth.DecodeTokens([]byte(data))
		if !errors.Is(err, auth.ErrTokenBundle) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecodeTokens(f *testing.F) {
	f.Add([]byte(`{"v":1,"access_token":"a","refresh_token":"r","id_token":"i","token_type":"Bearer","expires_at":"2026-11-22T13:15:00Z","scope":"s"}`))
	f.Add([]byte(`{"v":1,"access_token":"a","token_type":"","expires_at":"0000-01-01T00:00:00+23:59"}`))
	f.Add([]byte(`{"v":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tokens, err := auth.DecodeTokens(data)
		if err != nil {
			if !errors.Is(err, auth.ErrTokenBundle) {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		encoded := tokens.Encode()
		again, err := auth.DecodeTokens(encoded)
		if err != nil || !reflect.DeepEqual(again, tokens) || !bytes.Equal(again.Encode(), encoded) {
			t.Fatalf("no round trip: %v", err)
		}
	})
}
