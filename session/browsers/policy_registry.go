package browsers

import (
	"maps"
	"slices"
	"strconv"
)

// registryKey is a key of the registry as it was read: its values, as bool, float64 or string, and the keys below it.
type registryKey struct {
	values map[string]any
	below  map[string]registryKey
}

// Bounds of what is read of the registry.
const (
	maxRegistryDepth = 6
	maxRegistryNames = 1000
)

// registryTree turns a key into what JSON would hold. A key whose values are all called by numbers is a list, in that order.
func registryTree(key registryKey, depth int) map[string]any {
	tree := map[string]any{}
	maps.Copy(tree, key.values)
	if depth > maxRegistryDepth {
		return tree
	}
	for name, one := range key.below {
		if list, ok := registryList(one); ok {
			tree[name] = list
			continue
		}
		tree[name] = registryTree(one, depth+1)
	}
	return tree
}

func registryList(key registryKey) ([]any, bool) {
	if len(key.values) == 0 || len(key.below) > 0 {
		return nil, false
	}
	var numbers []int
	for name := range key.values {
		number, err := strconv.Atoi(name)
		if err != nil || strconv.Itoa(number) != name {
			return nil, false
		}
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	list := make([]any, 0, len(numbers))
	for _, number := range numbers {
		list = append(list, key.values[strconv.Itoa(number)])
	}
	return list, true
}

// registry is what reads the registry: the system's own, or a test's.
func (s System) registry() func(hive, key string) (registryKey, error) {
	if s.readRegistry != nil {
		return s.readRegistry
	}
	return readRegistry
}
