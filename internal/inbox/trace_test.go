package inbox

import "testing"

func TestM12_TheAddressesInAMailsHeadersAreBlanked(t *testing.T) {
	for raw, want := range map[string]string{
		"Received: from home (c-127-88-77-66.isp.example [127.88.77.66])\r\n\tby mx (10.0.0.1:25); 12:34:56\r\n\r\n": "Received: from home (c-xxx-xx-xx-xx.isp.example [xxx.xx.xx.xx])\r\n\tby mx (xx.x.x.x:25); 12:34:56\r\n\r\n",
		"Received: from [IPv6:2001:db8:1234:5678:9abc:def0:1111:2222]\n":                                             "Received: from [IPv6:xxxx:xxx:xxxx:xxxx:xxxx:xxxx:xxxx:xxxx]\n",
		"received-SPF: pass client-ip=2001:DB8::1;\n":                                                                "received-SPF: pass client-ip=xxxx:xxx::x;\n",
		"X-Anything: ::ffff:127.88.77.66\n":                                                                          "X-Anything: ::xxxx:xxx.xx.xx.xx\n",
		"X-Anything-IP: [127.88.77.66]":                                                                              "X-Anything-IP: [xxx.xx.xx.xx]",
		"Subject: 127.88.77.66\nMessage-ID: <1@[127.88.77.66]>\nDate: Sun, 22 Nov 2026 12:34:56 +0100\n\nFrom 127.88.77.66 I write.\nKl 12:34:56\n": "",
		"Subject: x\n\nFrom: 127.88.77.66\n":                          "", // a text is nobody's trace
		"Subject: x\n\n--b\n\nReceived: from [127.88.77.66]\n\n--b--": "Subject: x\n\n--b\n\nReceived: from [xxx.xx.xx.xx]\n\n--b--",
		"": "", "\n": "", " ": "", ":": "", "Received:": "",
	} {
		if want == "" {
			want = raw
		}
		got := []byte(raw)
		if blankTraces(got); string(got) != want {
			t.Errorf("%q becomes\n%q, want\n%q", raw, got, want)
		}
	}
}
