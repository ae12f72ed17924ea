package browsers

import (
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// readRegistry reads a key with all that is below it, bounded. A key that is not there is fs.ErrNotExist: the system's own error
// says so.
func readRegistry(hive, path string) (registryKey, error) {
	root := registry.LOCAL_MACHINE
	if hive == "HKEY_CURRENT_USER" {
		root = registry.CURRENT_USER
	}
	return readRegistryKey(root, path, 0)
}

func readRegistryKey(root registry.Key, path string, depth int) (registryKey, error) {
	opened, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS)
	if err != nil {
		return registryKey{}, fmt.Errorf("open registry key: %w", err)
	}
	defer func() { _ = opened.Close() }()
	key := registryKey{values: map[string]any{}, below: map[string]registryKey{}}
	names, _ := opened.ReadValueNames(maxRegistryNames) // io.EOF: fewer than that
	for _, name := range names {
		if number, _, err := opened.GetIntegerValue(name); err == nil {
			key.values[name] = float64(number)
		} else if text, _, err := opened.GetStringValue(name); err == nil {
			key.values[name] = text
		} else if texts, _, err := opened.GetStringsValue(name); err == nil && len(texts) > 0 { // REG_MULTI_SZ: lines of one text
			key.values[name] = joinLines(texts)
		}
	}
	if depth >= maxRegistryDepth {
		return key, nil
	}
	below, _ := opened.ReadSubKeyNames(maxRegistryNames)
	for _, name := range below {
		if one, err := readRegistryKey(opened, name, depth+1); err == nil {
			key.below[name] = one
		}
	}
	return key, nil
}

func joinLines(lines []string) string {
	text := ""
	for _, line := range lines {
		text += line + "\n"
	}
	return text
}
