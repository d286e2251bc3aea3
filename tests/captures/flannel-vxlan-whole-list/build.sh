# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add door
ip netns add sw
ip netns add red
ip netns add green
ip netns add blue
ip netns add r1
ip netns add r2
ip netns add g1
ip netns add g2
ip netns add b1
ip netns add b2
ip netns exec door sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec door sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec door sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec red sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec green sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec green sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec green sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec blue sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec blue sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec blue sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec r1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec r1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec r2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec r2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec g1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec g1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec g2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec g2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec b1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec b2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-door index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns door
ip -n sw link add name p-red index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns red
ip -n sw link add name p-green index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns green
ip -n sw link add name p-blue index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns blue
ip -n red link add name cni0 index 3 address 0a:58:0a:2a:01:01 mtu 1450 type bridge
ip -n red link add name vethb256dcc0 index 4 address 02:00:00:00:01:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:01:02 mtu 1450 netns r1
ip -n red link add name veth3ee819e9 index 5 address 02:00:00:00:01:02 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:01:03 mtu 1450 netns r2
ip -n red link add name flannel.1 index 6 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 172.16.9.11 dstport 8472 nolearning
ip -n green link add name cni0 index 3 address 0a:58:0a:2a:02:01 mtu 1450 type bridge
ip -n green link add name veth621c3b3c index 4 address 02:00:00:00:02:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:02:02 mtu 1450 netns g1
ip -n green link add name vetha182ddfa index 5 address 02:00:00:00:02:02 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:02:03 mtu 1450 netns g2
ip -n green link add name flannel.1 index 6 address ee:f1:00:00:00:02 mtu 1450 type vxlan id 1 dev eth0 local 172.16.9.12 dstport 8472 nolearning
ip -n blue link add name cni0 index 3 address 0a:58:0a:2a:03:01 mtu 1450 type bridge
ip -n blue link add name vethd8a6f037 index 4 address 02:00:00:00:03:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:03:02 mtu 1450 netns b1
ip -n blue link add name veth5e5aea4b index 5 address 02:00:00:00:03:02 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:2a:03:03 mtu 1450 netns b2
ip -n blue link add name flannel.1 index 6 address ee:f1:00:00:00:03 mtu 1450 type vxlan id 1 dev eth0 local 172.16.9.13 dstport 8472 nolearning
ip -n sw link set dev p-door master br-under
ip -n sw link set dev p-red master br-under
ip -n sw link set dev p-green master br-under
ip -n sw link set dev p-blue master br-under
ip -n red link set dev vethb256dcc0 master cni0
bridge -n red link set dev vethb256dcc0 hairpin on
ip -n red link set dev veth3ee819e9 master cni0
bridge -n red link set dev veth3ee819e9 hairpin on
ip -n green link set dev veth621c3b3c master cni0
bridge -n green link set dev veth621c3b3c hairpin on
ip -n green link set dev vetha182ddfa master cni0
bridge -n green link set dev vetha182ddfa hairpin on
ip -n blue link set dev vethd8a6f037 master cni0
bridge -n blue link set dev vethd8a6f037 hairpin on
ip -n blue link set dev veth5e5aea4b master cni0
bridge -n blue link set dev veth5e5aea4b hairpin on
ip -n door link set dev lo up
ip -n door addr add 198.51.100.7/32 dev lo
ip -n door addr add 172.16.9.254/24 dev eth0
ip -n door link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-door up
ip -n sw link set dev p-red up
ip -n sw link set dev p-green up
ip -n sw link set dev p-blue up
ip -n red link set dev lo up
ip -n red addr add 172.16.9.11/24 dev eth0
ip -n red link set dev eth0 up
ip -n red addr add 10.42.1.1/24 dev cni0
ip -n red link set dev cni0 up
ip -n red link set dev vethb256dcc0 up
ip -n red link set dev veth3ee819e9 up
ip -n red addr add 10.42.1.0/32 dev flannel.1
ip -n red link set dev flannel.1 up
ip -n green link set dev lo up
ip -n green addr add 172.16.9.12/24 dev eth0
ip -n green link set dev eth0 up
ip -n green addr add 10.42.2.1/24 dev cni0
ip -n green link set dev cni0 up
ip -n green link set dev veth621c3b3c up
ip -n green link set dev vetha182ddfa up
ip -n green addr add 10.42.2.0/32 dev flannel.1
ip -n green link set dev flannel.1 up
ip -n blue link set dev lo up
ip -n blue addr add 172.16.9.13/24 dev eth0
ip -n blue link set dev eth0 up
ip -n blue addr add 10.42.3.1/24 dev cni0
ip -n blue link set dev cni0 up
ip -n blue link set dev vethd8a6f037 up
ip -n blue link set dev veth5e5aea4b up
ip -n blue addr add 10.42.3.0/32 dev flannel.1
ip -n blue link set dev flannel.1 up
ip -n r1 link set dev lo up
ip -n r1 addr add 10.42.1.2/24 dev eth0
ip -n r1 link set dev eth0 up
ip -n r2 link set dev lo up
ip -n r2 addr add 10.42.1.3/24 dev eth0
ip -n r2 link set dev eth0 up
ip -n g1 link set dev lo up
ip -n g1 addr add 10.42.2.2/24 dev eth0
ip -n g1 link set dev eth0 up
ip -n g2 link set dev lo up
ip -n g2 addr add 10.42.2.3/24 dev eth0
ip -n g2 link set dev eth0 up
ip -n b1 link set dev lo up
ip -n b1 addr add 10.42.3.2/24 dev eth0
ip -n b1 link set dev eth0 up
ip -n b2 link set dev lo up
ip -n b2 addr add 10.42.3.3/24 dev eth0
ip -n b2 link set dev eth0 up
ip -n red route add default via 172.16.9.254 dev eth0
ip -n red route add 10.42.2.0/24 via 10.42.2.0 dev flannel.1 onlink
ip -n red route add 10.42.3.0/24 via 10.42.3.0 dev flannel.1 onlink
ip -n red neigh add 10.42.2.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n red neigh add 10.42.3.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
bridge -n red fdb append ee:f1:00:00:00:02 dev flannel.1 dst 172.16.9.12 self permanent
bridge -n red fdb append ee:f1:00:00:00:03 dev flannel.1 dst 172.16.9.13 self permanent
ip -n green route add default via 172.16.9.254 dev eth0
ip -n green route add 10.42.1.0/24 via 10.42.1.0 dev flannel.1 onlink
ip -n green route add 10.42.3.0/24 via 10.42.3.0 dev flannel.1 onlink
ip -n green neigh add 10.42.1.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n green neigh add 10.42.3.0 lladdr ee:f1:00:00:00:03 dev flannel.1 nud permanent
bridge -n green fdb append ee:f1:00:00:00:01 dev flannel.1 dst 172.16.9.11 self permanent
bridge -n green fdb append ee:f1:00:00:00:03 dev flannel.1 dst 172.16.9.13 self permanent
ip -n blue route add default via 172.16.9.254 dev eth0
ip -n blue route add 10.42.1.0/24 via 10.42.1.0 dev flannel.1 onlink
ip -n blue route add 10.42.2.0/24 via 10.42.2.0 dev flannel.1 onlink
ip -n blue neigh add 10.42.1.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n blue neigh add 10.42.2.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
bridge -n blue fdb append ee:f1:00:00:00:01 dev flannel.1 dst 172.16.9.11 self permanent
bridge -n blue fdb append ee:f1:00:00:00:02 dev flannel.1 dst 172.16.9.12 self permanent
ip -n r1 route add default via 10.42.1.1 dev eth0
ip -n r1 route add 10.42.0.0/16 via 10.42.1.1 dev eth0
ip -n r2 route add default via 10.42.1.1 dev eth0
ip -n r2 route add 10.42.0.0/16 via 10.42.1.1 dev eth0
ip -n g1 route add default via 10.42.2.1 dev eth0
ip -n g1 route add 10.42.0.0/16 via 10.42.2.1 dev eth0
ip -n g2 route add default via 10.42.2.1 dev eth0
ip -n g2 route add 10.42.0.0/16 via 10.42.2.1 dev eth0
ip -n b1 route add default via 10.42.3.1 dev eth0
ip -n b1 route add 10.42.0.0/16 via 10.42.3.1 dev eth0
ip -n b2 route add default via 10.42.3.1 dev eth0
ip -n b2 route add 10.42.0.0/16 via 10.42.3.1 dev eth0
ip netns exec red iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.1.0/24 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 -d 10.42.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec green iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.2.0/24 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 -d 10.42.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec blue iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.42.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.3.0/24 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 -d 10.42.3.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.3.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.42.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.42.0.0/16 -d 10.42.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in door the recorder itself answers HTTP on *:80
# in r1 the recorder itself answers HTTP on *:8080
# in r2 the recorder itself answers HTTP on *:8080
# in g1 the recorder itself answers HTTP on *:8080
# in g2 the recorder itself answers HTTP on *:8080
# in b1 the recorder itself answers HTTP on *:8080
# in b2 the recorder itself answers HTTP on *:8080
