// Command informer follows ConfigMaps as controllers do, and prints what it has of them at every line of its input: one
// line of JSON, by name the resourceVersion. It ends with its input.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	path := flag.String("kubeconfig", "", "the kubeconfig")
	namespace := flag.String("namespace", "", "the namespace to follow")
	flag.Parse()
	if err := follow(*path, *namespace); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func follow(path, namespace string) error {
	config, err := clientcmd.BuildConfigFromFlags("", path)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(namespace))
	informer := factory.Core().V1().ConfigMaps().Informer()
	var changes atomic.Int64
	count := func() { changes.Add(1) }
	if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { count() },
		UpdateFunc: func(any, any) { count() },
		DeleteFunc: func(any) { count() },
	}); err != nil {
		return err
	}
	stop := make(chan struct{})
	defer close(stop)
	factory.Start(stop)
	for !informer.HasSynced() {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Println("synced")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		known := map[string]string{}
		for _, object := range informer.GetStore().List() {
			configMap := object.(*corev1.ConfigMap)
			known[configMap.Name] = configMap.ResourceVersion
		}
		if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"changes": changes.Load(), "known": known}); err != nil {
			return err
		}
	}
	return nil
}
