package transport

import (
	"context"
	"net/url"

	"golang.org/x/sys/windows/registry"
)

const (
	internetSettings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`
	internetPolicy   = `Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings`
)

// System returns what asks this computer for its proxies: on Windows the
// registry, at each request, for that is quick. The zero Decision means that it
// says nothing.
func System(func(string) string) func(ctx context.Context, target *url.URL) Decision {
	return func(_ context.Context, target *url.URL) Decision { return readInternetSettings().Decide(target) }
}

// readInternetSettings reads the person's settings, or the machine's where a
// policy says that all people share them.
func readInternetSettings() InternetSettings {
	root := registry.CURRENT_USER
	if policy, err := registry.OpenKey(registry.LOCAL_MACHINE, internetPolicy, registry.QUERY_VALUE); err == nil {
		if perPerson, _, err := policy.GetIntegerValue("ProxySettingsPerUser"); err == nil && perPerson == 0 {
			root = registry.LOCAL_MACHINE
		}
		_ = policy.Close()
	}
	key, err := registry.OpenKey(root, internetSettings, registry.QUERY_VALUE)
	if err != nil {
		return InternetSettings{}
	}
	defer func() { _ = key.Close() }()
	text := func(name string) string {
		value, _, err := key.GetStringValue(name)
		if err != nil {
			return "" // a value that is not there says nothing
		}
		return value
	}
	enabled, _, err := key.GetIntegerValue("ProxyEnable")
	return InternetSettings{
		Enable: err == nil && enabled != 0, Server: text("ProxyServer"),
		Override: text("ProxyOverride"), AutoConfigURL: text("AutoConfigURL"),
	}
}
