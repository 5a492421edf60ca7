using System.Text.Encodings.Web;
using System.Text.Unicode;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff.Gate;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace Broadside.Desk;

/// <summary>The shell of the writers' desk: layout, home, setting up, health, the audit log. Takes navigation entries from every door and pages from every module's folder Pages.</summary>
public sealed class DeskModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, DeskMap>();
        services.AddSingleton<SetUpNewsroom>();
        services.AddSingleton<HomeQueries>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<AuditNames>();
        services.AddSingleton<SeeNews>();
        services.AddSingleton<SeeToAlarm>();
        services.AddSingleton<RunChecks>();
        services.AddSingleton<CheckQueries>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<RunChecks>());
        services.AddSingleton(new Schedule(RunChecks.JobKind, "23 4 * * *"));
        services.AddSingleton(new DeskEntry("home.title", "/desk", Right.Enter, 0));
        services.AddSingleton(new DeskEntry("health.title", "/desk/health", Right.SeeHealth, 90));
        services.AddSingleton(new DeskEntry("audit.title", "/desk/audit", Right.SeeAudit, 91));
    }

    public void AddWebServices(IServiceCollection services)
    {
        // Named here, so that nothing has to look through every library for pages when the program starts.
        var parts = new ApplicationPartManager();
        parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(DeskModule).Assembly));
        services.AddSingleton(parts);
        // Letters of every script go into pages as they are.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        // Razor Pages ask for one when they are made; who may do what is the gate's affair, and readers pass no second gate.
        services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        services.AddMvcCore().AddRazorPages(pages => pages.RootDirectory = "/").AddRazorViewEngine(views => views.PageViewLocationFormats.Add("/Desk/Pages/{0}.cshtml"));
        services.AddAntiforgery(tokens =>
        {
            tokens.Cookie = new FormCookie();
            tokens.SuppressXFrameOptionsHeader = true;
        });
        AddKeys(services);
    }

    public void MapDesk(IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        routes.MapGet("/desk/assets/{name}", (HttpContext context, string name, DeskAssets assets) => assets.ServeAsync(context, name)).WithMetadata(new OpenToAllAttribute());
        AuditExport.Map(routes);
        routes.MapFallback("/desk/{**path}", (HttpContext context, ProblemPage problem) => problem.SendAsync(context, StatusCodes.Status404NotFound, "no_page")).WithMetadata(new NeedsAttribute(Right.Enter) { BeforeCodes = true });
    }

    // The keys of form tokens lie with the newsroom's other keys, and are looked for when the first form is made, not at the start.
    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("broadside");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, folder, logs) =>
            keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new DirectoryInfo(Path.Combine(folder.Keys, "forms")), logs));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        foreach (var preload in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true).ToList())
        {
            services.Remove(preload);
        }
    }
}
