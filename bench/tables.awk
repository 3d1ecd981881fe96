# Turns kernels.tsv into Markdown tables, one per workload: cases down, contestants across, the best
# rival of each case in bold. Run: awk -f bench/tables.awk bench/target/kernels.tsv
BEGIN { FS = "\t" }
/^#/ { comment = comment (/^# [^:]*(missing|;)/ ? $0 "\n" : ""); next }
NF != 5 { next }
$3 == "limit" {
  if (!($2 in seen)) limits = limits (limits ? ", " : "") $2 " " $4 " " $5
  seen[$2]
  next
}
{
  if (!($1 in unit)) { unit[$1] = $5; workloads[++w] = $1 }
  if (!(($1, $2) in known)) { known[$1, $2]; cases[$1, ++rows[$1]] = $2 }
  if (!(($1, $3) in known)) { known[$1, $3]; names[$1, ++columns[$1]] = $3 }
  value[$1, $2, $3] = $4
  speed = $5 ~ /\/s$/ ? $4 : 1 / $4
  if ($3 !~ /^neurite/ && speed > best[$1, $2]) { best[$1, $2] = speed; winner[$1, $2] = $3 }
}
END {
  printf "%sLimits: %s.\n", comment, limits
  for (i = 1; i <= w; i++) {
    work = workloads[i]
    header = "| " work ", " unit[work]
    rule = "| ---"
    for (c = 1; c <= columns[work]; c++) { header = header " | " names[work, c]; rule = rule " | ---:" }
    printf "\n%s |\n%s |\n", header, rule
    for (r = 1; r <= rows[work]; r++) {
      row = "| " cases[work, r]
      for (c = 1; c <= columns[work]; c++) {
        cell = value[work, cases[work, r], names[work, c]]
        row = row " | " (winner[work, cases[work, r]] == names[work, c] ? "**" cell "**" : cell)
      }
      print row " |"
    }
  }
}
