package core

import (
	"errors"
	"strings"
	"testing"

	"latchkey/assets"
	"latchkey/session/tomlfile"
)

// FuzzProviderFile: a provider's file is refused with the place of its fault, or
// describes a provider that can be used safely.
func FuzzProviderFile(f *testing.F) {
	for _, content := range assets.ProviderFiles() {
		f.Add(content)
	}
	f.Add([]byte("id = \"lab\"\nname = \"Lab\"\nissuer = \"https://id.example.com\"\nclient_id = \"x\"\npkce = \"serial\"\npar = \"required\"\ndpop = \"required\"\nresources = [\"https://api.example.com/\"]\nendpoint_hosts = [\"keys.example.net\"]\n[rights]\nurl = \"https://rights.example.com/\"\n"))
	f.Add([]byte("id = \"a\"\nname = \"A\"\nissuer = \"file:///etc/passwd\"\nclient_id = \"x\"\n"))
	f.Add([]byte("id = \"../a\"\n[links]\nprofile = \"javascript:alert(1)\"\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		var profile Profile
		err := tomlfile.Decode("lab.toml", content, &profile)
		if err == nil {
			err = profile.check("lab.toml", content)
		}
		if err != nil {
			var told *tomlfile.Error
			if !errors.As(err, &told) || told.Reason == "" {
				t.Fatalf("foreign error %v", err)
			}
			return
		}
		if !isProviderID(profile.ID) || strings.ContainsAny(profile.ID, "/\\") {
			t.Fatalf("accepted the id %q", profile.ID)
		}
		if len(profile.Missing()) == 0 && profile.relyingParty().Validate() != nil {
			t.Fatal("accepted what auth refuses")
		}
	})
}
