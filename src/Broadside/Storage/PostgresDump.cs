using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Broadside.Kit;
using Npgsql;

namespace Broadside.Storage;

/// <summary>Copies a database with PostgreSQL's own <c>pg_dump</c>, which knows everything that is in it. The file is for <c>pg_restore</c>.</summary>
internal static class PostgresDump
{
    private const string Advice = "Install the client programs of your server's version (apt-get install postgresql-client), or copy the database yourself and set Storage:UpgradeWithoutCopy to true.";

    /// <exception cref="SettingsException">There is no such program, or it failed.</exception>
    public static async Task RunAsync(string connectionString, string file, CancellationToken cancel)
    {
        try
        {
            using var dump = Process.Start(Start(new NpgsqlConnectionStringBuilder(connectionString), file))!;
            var said = dump.StandardError.ReadToEndAsync(cancel);
            await dump.WaitForExitAsync(cancel);
            if (dump.ExitCode != 0)
            {
                throw new SettingsException($"pg_dump could not copy the database: {(await said).Trim()} {Advice}");
            }
        }
        catch (Win32Exception e)
        {
            throw new SettingsException($"There is no pg_dump to copy the database with. {Advice}", e);
        }
    }

    private static ProcessStartInfo Start(NpgsqlConnectionStringBuilder to, string file)
    {
        var start = new ProcessStartInfo(Program(), ["--format=custom", "--no-owner", "--no-password", $"--file={file}"]) { RedirectStandardError = true };
        // In the environment, where other users of the machine do not see them.
        var told = new (string Name, string? Value)[]
        {
            ("PGHOST", to.Host), ("PGPORT", to.Port.ToString(CultureInfo.InvariantCulture)), ("PGDATABASE", to.Database), ("PGUSER", to.Username), ("PGPASSWORD", to.Password), ("PGPASSFILE", to.Passfile),
            ("PGSSLMODE", to.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }), ("PGSSLROOTCERT", to.RootCertificate),
        };
        foreach (var (name, value) in told.Where(t => !string.IsNullOrEmpty(t.Value)))
        {
            start.Environment[name] = value;
        }
        return start;
    }

    // Debian keeps one of each version; the newest can read what older servers hold.
    private static string Program()
    {
        const string All = "/usr/lib/postgresql";
        var versions = Directory.Exists(All) ? Directory.GetDirectories(All).Where(d => File.Exists(Path.Combine(d, "bin", "pg_dump"))) : [];
        return versions.MaxBy(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0) is { } newest ? Path.Combine(newest, "bin", "pg_dump") : "pg_dump";
    }
}
