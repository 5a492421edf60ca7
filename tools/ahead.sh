# Sourced by ./test: machine code made ahead for what the tests run, as ./broadside does for itself. The program starts some
# hundreds of times in a run and would compile itself each time anew (1.6 s of processor for a command instead of 0.9).
# Without the compiler, which comes from NuGet, the tests run all the same.

ahead=(
  broadside AngleSharp Fluid Markdig Microsoft.Data.Sqlite Microsoft.EntityFrameworkCore Microsoft.EntityFrameworkCore.Relational
  Microsoft.EntityFrameworkCore.Sqlite MimeKit Npgsql Npgsql.EntityFrameworkCore.PostgreSQL NSec.Cryptography Parlot Spectre.Console
  SQLitePCLRaw.batteries_v2 SQLitePCLRaw.core SQLitePCLRaw.provider.e_sqlite3 System.CommandLine
)

# make_ahead FOLDER: puts the compiled assemblies in the place of those in it; what did not change since the last time is kept beside.
make_ahead() {
  local folder=$1 kept=$1/../ahead machine=x64 compiler framework=() name sum
  [[ $(uname -m) == aarch64 ]] && machine=arm64
  compiler=$(ahead_compiler $machine)
  if [[ -z $compiler ]]; then
    dotnet restore src/Broadside -p:PublishReadyToRun=true -p:RestoreLockedMode=true --disable-build-servers --artifacts-path .build/artifacts >"$results/ahead.log" 2>&1
    compiler=$(ahead_compiler $machine)
  fi
  [[ -n $compiler ]] || { echo "No compiler for code ahead; the tests take longer"; return 0; }
  for name in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    framework+=(-r "$(dotnet --list-runtimes | sed -n "s|^$name \(10\.[^ ]*\) \[\(.*\)\]$|\2/\1|p" | sort -V | tail -1)/*.dll")
  done
  mkdir -p "$kept"
  for name in "${ahead[@]}"; do
    sum=$(sha256sum <"$folder/$name.dll")
    [[ $sum != "$(cat "$kept/$name.made" 2>/dev/null)" ]] || continue
    if [[ $sum != "$(cat "$kept/$name.of" 2>/dev/null)" ]]; then
      rm -f "$kept/$name".{of,made}
      "$compiler" "$folder/$name.dll" -o "$kept/$name.dll" -r "$folder/*.dll" "${framework[@]}" --targetos linux --targetarch $machine -O >"$results/ahead.log" 2>&1 || { tail -3 "$results/ahead.log"; continue; }
      sha256sum <"$kept/$name.dll" >"$kept/$name.made"
      echo "$sum" >"$kept/$name.of"
    fi
    # A program that runs from the folder keeps the file that it has open.
    cp "$kept/$name.dll" "$folder/$name.dll.new" && mv "$folder/$name.dll.new" "$folder/$name.dll"
  done
}

ahead_compiler() {
  compgen -G "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-$1/10.*/tools/crossgen2" | sort -V | tail -1
}
