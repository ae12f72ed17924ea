package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"

	"latchkey/assets"
)

// MaxEvents is how many events a bundle holds.
const MaxEvents = 200

// File is one file of a bundle.
type File struct {
	Name    string
	Content []byte
}

// Files are all files of a bundle, in their order: the same report gives the same
// bytes.
func Files(r Report, words assets.Words) ([]File, error) {
	whole, err := encode(r)
	if err != nil {
		return nil, err
	}
	doctor, err := encode(r.Doctor)
	if err != nil {
		return nil, err
	}
	html, err := HTML(r, words)
	if err != nil {
		return nil, err
	}
	var events bytes.Buffer
	for _, event := range r.Activity.Events {
		line, err := json.Marshal(event)
		if err != nil {
			return nil, fmt.Errorf("encode an event: %w", err)
		}
		events.Write(append(line, '\n'))
	}
	return []File{
		{"ticket.txt", []byte(Ticket(r, words))},
		{"report.html", html},
		{"report.json", whole},
		{"doctor.json", doctor},
		{"activity.jsonl", events.Bytes()},
	}, nil
}

func encode(value any) ([]byte, error) {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode the report: %w", err)
	}
	return append(text, '\n'), nil
}

// Zip packs the files of a bundle; the same files and moment give the same bytes.
func Zip(files []File, made Moment) ([]byte, error) {
	var out bytes.Buffer
	pack := zip.NewWriter(&out)
	pack.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, file := range files {
		header := &zip.FileHeader{Name: file.Name, Method: zip.Deflate, Modified: made.UTC()}
		header.SetMode(0o600)
		w, err := pack.CreateHeader(header)
		if err == nil {
			_, err = w.Write(file.Content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", file.Name, err)
		}
	}
	err := pack.SetComment(SchemaName)
	if err == nil {
		err = pack.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack the bundle: %w", err)
	}
	return out.Bytes(), nil
}

// IsBundle says whether a file's content is a bundle that Zip made.
func IsBundle(content []byte) bool {
	found, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	return err == nil && found.Comment == SchemaName
}
