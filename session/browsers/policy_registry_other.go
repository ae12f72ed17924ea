//go:build !windows

package browsers

import "io/fs"

// readRegistry finds nothing: there is no registry.
func readRegistry(string, string) (registryKey, error) { return registryKey{}, fs.ErrNotExist }
