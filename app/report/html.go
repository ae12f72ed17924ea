package report

import (
	"bytes"
	"fmt"
	"html/template"
	"sync"

	"latchkey/assets"
)

// pageTemplate needs nothing but itself: no script, no font, no picture, and a
// policy that would let none in. It is made when the first report is: every command
// links it, and hardly one needs it.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("report").Parse(pageText)) })

const pageText = `<!DOCTYPE html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8886; }
.rows th { width: 14rem; font-weight: 600; }
@media print { body { margin: 0; font-size: 11px; } }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<p>{{.Intro}}</p>
{{range .Sections}}<section>
<h2>{{.Title}}</h2>
{{if .Rows}}<table class="rows">{{range .Rows}}<tr><th scope="row">{{.Label}}</th><td>{{.Text}}</td></tr>
{{end}}</table>{{end}}
{{if .Lines}}<div class="wide"><table><thead><tr>{{range .Heads}}<th scope="col">{{.}}</th>{{end}}</tr></thead><tbody>
{{range .Lines}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>
{{end}}</tbody></table></div>{{else if .Heads}}<p>{{.None}}</p>{{end}}
</section>
{{end}}</body>
</html>
`

// HTML is the report as a page for people, in a language that is shipped.
func HTML(r Report, words assets.Words) ([]byte, error) {
	p := page{r: r, w: words}
	var out bytes.Buffer
	err := pageTemplate().Execute(&out, map[string]any{
		"Language": words.Language(), "Title": p.word("title"), "Intro": p.intro(), "Sections": p.sections(),
	})
	if err != nil {
		return nil, fmt.Errorf("write the report as a page: %w", err)
	}
	return out.Bytes(), nil
}

func (p page) intro() string {
	return p.word("intro", "version", p.r.Program.Version.text, "made", p.moment(p.r.Made))
}
