package core

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"latchkey/auth/transport"
	"latchkey/session/tomlfile"
)

// Who set something of the network up.
const (
	sourceSettings = "settings"
	sourceMachine  = "machine"
)

// networkSetup is what the settings and the machine's file say together. The
// machine's proxy and certificate go before the person's; files of authorities
// are added up.
type networkSetup struct {
	NetworkSettings
	proxySource, certificateSource string
	caSources                      []string // one for each of CAFiles
	machineFile                    string   // "" when there is none
}

// networkSetup reads both files. Errors: *tomlfile.Error.
func (c *Core) networkSetup() (networkSetup, error) {
	settings, err := c.Settings()
	if err != nil {
		return networkSetup{}, err
	}
	machine, file, err := c.machineNetwork()
	if err != nil {
		return networkSetup{}, fmt.Errorf("read the machine's network: %w", err)
	}
	setup := networkSetup{
		NetworkSettings: settings.Network, machineFile: file,
		proxySource: sourceSettings, certificateSource: sourceSettings,
	}
	if machine.Proxy != "" { // a person's exceptions are for a person's proxy
		setup.Proxy, setup.NoProxy, setup.proxySource = machine.Proxy, machine.NoProxy, sourceMachine
	} else {
		setup.NoProxy = append(slices.Clone(machine.NoProxy), setup.NoProxy...)
	}
	if machine.ClientCertificate != "" {
		setup.ClientCertificate, setup.ClientKey, setup.certificateSource = machine.ClientCertificate, machine.ClientKey, sourceMachine
	}
	setup.CAFiles = slices.Concat(machine.CAFiles, settings.Network.CAFiles)
	setup.caSources = slices.Concat(slices.Repeat([]string{sourceMachine}, len(machine.CAFiles)),
		slices.Repeat([]string{sourceSettings}, len(settings.Network.CAFiles)))
	return setup, nil
}

// machineNetwork reads the machine's file, which must be the administrator's
// alone, like the files it names: whoever can write there could read along with
// everybody. file is "" when there is none.
func (c *Core) machineNetwork() (settings NetworkSettings, file string, err error) {
	if c.Deps.Paths.MachineProviders == "" {
		return settings, "", nil
	}
	file = filepath.Join(filepath.Dir(c.Deps.Paths.MachineProviders), "network.toml")
	if _, err := os.Lstat(file); isMissing(err) {
		return settings, "", nil
	}
	if err := c.wire.isMachines(file); err != nil {
		return settings, file, err
	}
	content, err := tomlfile.Read(file, &settings)
	if err != nil {
		return settings, file, err
	}
	if key, reason := settings.wrong(); key != "" {
		return settings, file, &tomlfile.Error{File: file, Line: tomlfile.LineOf(content, key), Key: key, Reason: reason}
	}
	for _, named := range append(slices.Clone(settings.CAFiles), settings.ClientCertificate, settings.ClientKey) {
		if named == "" {
			continue
		}
		if err := c.wire.isMachines(named); err != nil {
			return settings, file, err
		}
	}
	return settings, file, nil
}

// networkKey is how a key is called in the file that sets it.
func networkKey(source, name string) string {
	if source == sourceMachine {
		return name
	}
	return "network." + name
}

// authorities reads all CA files. One that has expired is told in the log and
// left out: it must not take the others down on the day it ends.
func (c *Core) authorities(setup networkSetup) ([]byte, error) {
	var all bytes.Buffer
	for i, file := range setup.CAFiles {
		text, err := readSmall(file)
		if err == nil {
			_, err = transport.ParseCAs(text, c.Now())
		}
		switch {
		case errors.Is(err, transport.ErrExpired):
			c.Log.Warn("an authority's certificate is not valid now", "file", file, "problem", err.Error())
		case err != nil:
			source := setup.caSources[i]
			return nil, &tomlfile.Error{File: file, Key: networkKey(source, "ca_files"), Reason: reasonOf(err)}
		}
		all.Write(text)
		all.WriteByte('\n')
	}
	return all.Bytes(), nil
}

// fixedProxy is the proxy that somebody set up, nil for none.
func (s networkSetup) fixedProxy() (*url.URL, error) {
	if s.Proxy == "" {
		return nil, nil
	}
	return transport.ParseProxy(s.Proxy)
}

// maxSmall bounds a certificate file; the largest bundles of a system take a quarter of it.
const maxSmall = 1 << 20

var errNotSmall = errors.New("not a regular file of at most 1 MB")

// readSmall reads a regular file of at most 1 MB, as certificates are.
func readSmall(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSmall {
		return nil, errNotSmall
	}
	return os.ReadFile(file) //nolint:gosec // G304: the person or the administrator named it
}
