# Reads what `generate --list` prints, disagreements.tsv and the lines of ask.sh;
# prints how often the kernel and the analyzer agree, how often each alternative
# of the grammar is in the programs, and every disagreement. The variable count
# says how many programs there should be.

function percent(part, whole) { return whole ? 100 * part / whole : 100 }

function fail(text) {
  print "FAILED: " text
  failed++
}

# Most figures mean something from a thousand programs on.
function bar(name, value, least, always) {
  printf "%s: %.1f %%\n", name, value
  if ((count >= 1000 || always) && value < least) fail(name " is below " least " %")
}

# A construct stands in both halves; a fault makes a program defective.
function share(name, clean, faulty) {
  clean = percent(half[name, 0], decided - defects)
  faulty = percent(half[name, 1], defects)
  printf "%-22s%13.1f%%%13.1f%%%s\n", name, clean, faulty,
    is_fault[name] ? "  fault" : ""
  if (count < 1000) return
  if (faulty < 5 || (!is_fault[name] && clean < 5))
    fail(name " is in less than 5 % of a half")
}

BEGIN { FS = "\t" }

FNR == 1 { file++ }

file == 1 {
  split($0, words, " ")
  alternatives[++alternative_count] = words[1]
  is_fault[words[1]] = words[2] == "fault"
  next
}

file == 2 {
  if (FNR > 1) reason[$1 FS $2] = $3
  next
}

{
  seen++
  result = $2; kernel = $3
  outcomes[kernel, result]++
  results[result]++
  if (result == "agreed") {
    passed++
  } else if ((result FS $6) in reason) {
    listed++
  } else if (result == "undecided") {
    undecided++
    print "UNDECIDED: seed " $1 ": " $7 ": " $6
  } else {
    fail("seed " $1 ": " result ": the kernel says " kernel " (" $7 \
      "), the analyzer " $4 ", planted " $5 ": " $6)
  }
  if (result == "undecided" || result == "broken") next
  decided++
  defects += kernel != "clean"
  # A report is false, too, if another verdict is the true one.
  planted = split($5, plants, ",")
  reported = split($4, reports, ",")
  if (kernel != "clean")
    for (i = 1; i <= planted; ++i) {
      verdicts[plants[i]]
      all[plants[i]]++
      found[plants[i]] += index("," $4 ",", "," plants[i] ",") > 0
    }
  for (i = 1; i <= reported; ++i)
    if (reports[i] != "-") {
      verdicts[reports[i]]
      said[reports[i]]++
      wrong[reports[i]] += !index("," $5 ",", "," reports[i] ",")
    }
  features = split($6, choices, " ")
  for (i = 1; i <= features; ++i)
    half[choices[i], kernel != "clean"]++
}

END {
  delete verdicts["none"]
  if (seen < count) fail(count - seen " programs are missing")
  printf "%-12s%10s%10s%10s\n", "kernel", "agreed", "otherwise", "missed"
  split("stuck leaked spinning", words, " ")
  for (i = 1; i <= 3; ++i)
    printf "%-12s%10d%10d%10d\n", words[i], outcomes[words[i], "agreed"],
      outcomes[words[i], "otherwise"], outcomes[words[i], "missed"]
  printf "%-12s%10d%10s%10s   false: %d\n", "clean", outcomes["clean", "agreed"],
    "", "", outcomes["clean", "false"]
  printf "undecided: %d, broken: %d, listed as known: %d\n",
    results["undecided"], results["broken"], listed
  print ""
  printf "%-18s%10s%10s%10s%10s\n", "verdict", "programs", "found", "reports", "false"
  for (v in verdicts)
    printf "%-18s%10d%10d%10d%10d\n", v, all[v], found[v], said[v], wrong[v] | "sort"
  close("sort")
  print ""
  bar("defective by the kernel's word", percent(defects, decided), 40)
  bar("not defective", percent(decided - defects, decided), 40)
  bar("decided", percent(seen - results["undecided"], seen), 99)
  bar("agreement on defect or not",
    percent(decided - results["missed"] - results["false"], decided), 98)
  print ""
  printf "%-22s%14s%14s\n", "share of the programs", "not defective", "defective"
  for (i = 1; i <= alternative_count; ++i) share(alternatives[i])
  print ""
  for (v in verdicts) {
    if (all[v]) bar("found: " v, percent(found[v], all[v]), 95)
    if (said[v]) bar("not false: " v, percent(said[v] - wrong[v], said[v]), 99)
  }
  printf "%d passed, %d failed\n", passed + listed, failed + undecided
  exit failed + undecided > 0 || passed == 0
}
