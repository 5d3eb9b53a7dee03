/* A file that is dragged from the desktop: a window whose content is the file of the first argument. */
#include <gtk/gtk.h>

static void give(GtkWidget *window, GdkDragContext *drag, GtkSelectionData *data, guint kind, guint time,
                 gpointer uris) {
    gtk_selection_data_set_uris(data, uris);
}

int main(int count, char **arguments) {
    gtk_init(&count, &arguments);
    static GtkTargetEntry files = {"text/uri-list", 0, 0};
    char *uris[] = {g_filename_to_uri(arguments[1], NULL, NULL), NULL};
    GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP);
    gtk_window_set_title(GTK_WINDOW(window), "Drag source");
    gtk_window_set_default_size(GTK_WINDOW(window), 100, 100);
    gtk_window_move(GTK_WINDOW(window), 1400, 800);
    gtk_drag_source_set(window, GDK_BUTTON1_MASK, &files, 1, GDK_ACTION_COPY);
    g_signal_connect(window, "drag-data-get", G_CALLBACK(give), uris);
    gtk_widget_show_all(window);
    gtk_main();
}
