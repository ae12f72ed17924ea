package browsers

import (
	"encoding/json"
	"strings"
)

// policySetting is one policy and where it stands. The value is as JSON has it: bool, float64, string, []any, map[string]any; from
// the registry and from property lists too.
type policySetting struct {
	value  any
	source string
}

// policySettings are policies by name; a later source of the same level writes over an earlier one.
type policySettings map[string]policySetting

func (p policySettings) add(values map[string]any, source string) {
	for name, value := range values {
		p[name] = policySetting{value, source}
	}
}

// firstSetting is what the first of several levels says.
func firstSetting(name string, levels ...policySettings) policySetting {
	for _, level := range levels {
		if found, ok := level[name]; ok {
			return found
		}
	}
	return policySetting{}
}

// list is a list of texts. The registry can hold a list as a text of JSON.
func (p policySetting) list() []string {
	value := p.value
	if text, ok := value.(string); ok && strings.HasPrefix(strings.TrimSpace(text), "[") {
		if json.Unmarshal([]byte(text), &value) != nil {
			return nil
		}
	}
	entries, _ := value.([]any)
	var all []string
	for _, entry := range entries {
		if text, ok := entry.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// number is a whole number, or 0.
func (p policySetting) number() int {
	if number, ok := p.value.(float64); ok && number == float64(int(number)) {
		return int(number)
	}
	return 0
}

// isTrue: true, or 1 as the registry writes it.
func (p policySetting) isTrue() bool {
	yes, _ := p.value.(bool)
	return yes || p.number() == 1
}

// part is a part of a policy that has several.
func (p policySetting) part(name string) policySetting {
	value := p.value
	if text, ok := value.(string); ok && strings.HasPrefix(strings.TrimSpace(text), "{") {
		if json.Unmarshal([]byte(text), &value) != nil {
			return policySetting{}
		}
	}
	parts, _ := value.(map[string]any)
	return policySetting{parts[name], p.source}
}

func (p policySetting) expires(key, rule string) Policy {
	return Policy{Effect: PolicyExpires, Key: key, Rule: rule, Source: p.source}
}
