using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Media;

/// <summary>Photos, sound, film and documents: taken in, cleaned, kept under their hashes, served in the sizes that readers need. Asks <see cref="IMediaVisibility"/> who may see what.</summary>
public sealed class MediaModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<MediaSettings>("Media"));
        services.AddSingleton<ITableMap, MediaMap>();
        services.AddSingleton<MediaStore>();
        services.AddSingleton<Libvips>();
        services.AddSingleton<CleanPicture>();
        services.AddSingleton<RenditionWishes>();
        services.AddSingleton<Renditions>();
        services.AddSingleton<MakeWishedRenditions>();
        services.AddHostedService(provider => provider.GetRequiredService<MakeWishedRenditions>());
        services.AddSingleton<AddMedia>();
        services.AddSingleton<MediaQueries>();
        services.AddSingleton<RemoveMedia>();
        services.AddSingleton<IJob>(services => services.GetRequiredService<RemoveMedia>());
        services.AddSingleton<IJob, MakeRenditions>();
        services.AddSingleton<IOpening, OpenMedia>();
        services.AddSingleton<ICheck, CheckMedia>();
        services.AddSingleton<ApprovedFiles>();
        services.AddSingleton<ServeMedia>();
        services.AddSingleton<DescribeMedia>();
        services.AddSingleton<FocusMedia>();
        services.AddSingleton<CropMedia>();
        services.AddSingleton<FetchOriginal>();
        services.AddSingleton<RemoveUnused>();
        services.AddSingleton<UnusedMedia>();
        services.AddSingleton(new DeskEntry("library.title", "/desk/media", Right.ManageMedia, 30));
    }

    public void MapDesk(IEndpointRouteBuilder routes) => EditorMedia.Map(routes);

    public void MapRoutes(IEndpointRouteBuilder routes) =>
        routes.MapMethods(MediaAddress.Root + "{name}", [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string name) => context.RequestServices.GetRequiredService<ServeMedia>().RunAsync(context, name));
}
