package present

import (
	"slices"
	"strconv"
	"strings"

	"latchkey/app/core"
	"latchkey/assets"
)

// rightsSettings are the rows about access rights and the browsers' cookies.
func rightsSettings(in SettingsInput, w assets.Words) []SettingRow {
	rows := []SettingRow{graceRow(in, w), clearingRow(in, w)}
	browsers := settingRow(SettingBrowsers, "", w)
	browsers.Button = &Button{Text: w.Text("present.settings.look"), Kind: KindSecondary, Action: DoShowBrowsers}
	rows = append(rows, browsers)
	var expected []string
	for _, text := range []string{in.Settings.Expected.Account, in.Settings.Expected.Organization} {
		if line := OneLine(text); line != "" {
			expected = append(expected, line)
		}
	}
	if len(expected) > 0 {
		row := settingRow(SettingExpected, "", w)
		row.Text = strings.Join(expected, ", ")
		rows = append(rows, row)
	}
	return rows
}

// graceDays are the lengths that are offered; another one that was set stands among them.
var graceDays = []int{0, 1, 3, 7, 14, 30, 90}

func graceRow(in SettingsInput, w assets.Words) SettingRow {
	set := in.Settings.Rights.GraceDays
	row := settingRow(SettingGrace, strconv.Itoa(set), w)
	days := slices.Clone(graceDays)
	if !slices.Contains(days, set) {
		days = append(days, set)
		slices.Sort(days)
	}
	for _, n := range days {
		option := Option{Value: strconv.Itoa(n), Text: w.Text("present.settings.no_grace")}
		if n > 0 {
			option.Text = w.Plural("present.duration.days", n)
		}
		row.Options = append(row.Options, option)
	}
	return row
}

func clearingRow(in SettingsInput, w assets.Words) SettingRow {
	row := settingRow(SettingClearing, in.Settings.BrowserClearing, w)
	if row.Value == "" {
		row.Value = core.ClearingGuided
	}
	for _, value := range []string{core.ClearingGuided, core.ClearingDirect, core.ClearingOff} {
		row.Options = append(row.Options, Option{Value: value, Text: w.Text("present.clearing." + value)})
	}
	return row
}
